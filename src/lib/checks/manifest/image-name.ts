/** The parts of an image name. */
export interface ImageName {
  /** `docker.io` if the name has no registry. */
  readonly registry: string
  readonly repository: string
  /** Empty if the name has no tag. */
  readonly tag: string
}

/** Splits `[REGISTRY/]REPOSITORY[:TAG][@DIGEST]`. */
export function imageName(image: string): ImageName {
  const [name = ''] = image.split('@')
  const [, path = name, tag = ''] = /^(.*?)(?::([\w.-]+))?$/.exec(name) ?? []
  const [first = '', ...rest] = path.split('/')
  // Docker uses the same rule to tell a registry from a part of the repository.
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')
  if (!isHost) return {registry: 'docker.io', repository: path, tag}
  const registry = first === 'index.docker.io' ? 'docker.io' : first
  return {registry, repository: rest.join('/'), tag}
}
