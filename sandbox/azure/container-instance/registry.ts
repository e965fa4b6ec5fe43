import {ArmError} from '../arm/arm-error.ts'
import type {ContainerGroupBody, World} from '../world.ts'

/** The server of an image: the part before the first slash if it has a dot or a port, else Docker Hub. */
export function serverOf(image: string): string {
  const [first = '', ...rest] = image.split('/')
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : 'docker.io'
}

const isDockerHub = (server: unknown): boolean => typeof server === 'string' && /^(https:\/\/)?(index\.)?docker\.io(\/|$)/i.test(server)

/** Refuses an image of Docker Hub without credentials, if the registry lets the addresses of ACI pull no more. */
export function checkRegistry({registryRateLimited}: World, {properties}: ContainerGroupBody): void {
  if (!registryRateLimited || properties.imageRegistryCredentials?.some(({server}) => isDockerHub(server)) === true) return
  if (!(properties.containers ?? []).some(one => isDockerHub(serverOf(one.properties.image)))) return
  throw new ArmError(
    409,
    'RegistryErrorResponse',
    "An error response is received from the docker registry 'index.docker.io'. Please retry later.",
    {source: 'service'},
  )
}

/** Whether no registry has the image. */
export function isMissing({missingImages}: Pick<World, 'missingImages'>, image: string): boolean {
  return missingImages.some(missing => image === missing || image.startsWith(`${missing}:`) || image.startsWith(`${missing}@`))
}
