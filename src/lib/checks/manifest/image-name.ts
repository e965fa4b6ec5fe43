/** The parts of an image's name. */
export interface ImageName {
  /** `docker.io` when it names none. */
  readonly registry: string
  readonly repository: string
  /** Empty without one. */
  readonly tag: string
}

/** Takes `[REGISTRY/]REPOSITORY[:TAG][@DIGEST]` apart. */
export function imageName(image: string): ImageName {
  const [name = ''] = image.split('@')
  const [, path = name, tag = ''] = /^(.*?)(?::([\w.-]+))?$/.exec(name) ?? []
  const [first = '', ...rest] = path.split('/')
  // What Docker takes for a host.
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')
  if (!isHost) return {registry: 'docker.io', repository: path, tag}
  const registry = first === 'index.docker.io' ? 'docker.io' : first
  return {registry, repository: rest.join('/'), tag}
}
