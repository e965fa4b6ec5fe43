import type {Image, Images, Registry} from './program.ts'

/** A container that cannot be started, with the waiting reason and message of the kubelet. */
export class StartError extends Error {
  readonly reason: string

  constructor(reason: string, message: string) {
    super(message)
    this.name = 'StartError'
    this.reason = reason
  }
}

export interface PulledImage {
  readonly image: Image
  readonly tag: string
}

const repositoryPattern = /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/

/** A digest is assumed to belong to the tag before it. */
function split(text: string): {repository: string; tag: string} | undefined {
  const reference = text.replace(/@sha256:[0-9a-f]{64}$/, '')
  const colon = reference.indexOf(':', reference.lastIndexOf('/'))
  const repository = colon === -1 ? reference : reference.slice(0, colon)
  const tag = colon === -1 ? 'latest' : reference.slice(colon + 1)
  return repositoryPattern.test(repository) && /^\w[\w.-]{0,127}$/.test(tag) ? {repository, tag} : undefined
}

/** Finds an image in the registry, or fails with the texts of containerd 2 and the kubelet. */
export function pullImage(images: Images, reference: string, registry: Registry): PulledImage {
  const parts = split(reference)
  if (parts === undefined) {
    throw new StartError(
      'InvalidImageName',
      `Failed to apply default image tag "${reference}": couldn't parse image name "${reference}": invalid reference format`,
    )
  }
  const {repository, tag} = parts
  const image = images[repository]
  const full = `${repository}:${tag}`
  const prefix = `failed to pull and unpack image "${full}": failed to resolve reference "${full}"`
  if (image === undefined) {
    const detail = 'pull access denied, repository does not exist or may require authorization'
    throw new StartError('ErrImagePull', `rpc error: code = NotFound desc = ${prefix}: ${detail}`)
  }
  if ((image.tags !== undefined && !image.tags.includes(tag)) || registry.isMissing(reference)) {
    throw new StartError('ErrImagePull', `rpc error: code = NotFound desc = ${prefix}: ${full}: not found`)
  }
  return {image, tag}
}
