import {ArmError} from '../arm/arm-error.ts'
import type {ContainerBody, ContainerGroupBody, World} from '../world.ts'
import {checkContents} from './contents.ts'
import {refuse} from './refuse.ts'
import {aciLocations, locationName} from './regions.ts'
import {isMissing, serverOf} from './registry.ts'

/** Windows releases that ACI runs: those of Server 2019 (https://learn.microsoft.com/azure/container-instances/container-instances-faq). */
const unsupportedWindows = /(ltsc2016|sac2016|1709|1803|1903|1909|2004|20h2|ltsc2022|ltsc2025)/i
const windowsImage = /(^|\/)windows\/|nanoserver|servercore|\biis\b/i

/** The operating system of an image; undefined for one of a registry of one's own, whose name says nothing. */
function osOfImage(image: string): 'Linux' | 'Windows' | undefined {
  if (!['mcr.microsoft.com', 'docker.io'].includes(serverOf(image))) return undefined
  return windowsImage.test(image) ? 'Windows' : 'Linux'
}

function checkImage(world: World, group: string, osType: string, {properties: {image}}: Pick<ContainerBody, 'properties'>): void {
  if (!world.imageExists(image) || isMissing(world, image)) {
    throw refuse(
      'InaccessibleImage',
      `The image '${image}' in container group '${group}' is not accessible. Please check the image and registry credential.`,
    )
  }
  const os = osOfImage(image)
  if (os !== undefined && os !== osType) {
    throw refuse('ImageOsTypeNotMatchContainerGroup', `The container image '${image}' doesn't support specified OS '${osType}'.`)
  }
  if (osType === 'Windows' && unsupportedWindows.test(image))
    throw refuse('OsVersionNotSupported', `The OS version of image '${image}' is not supported.`)
}

/** The size of a container group is the sum of the requests. The limit of a container must not exceed it. */
function checkResources(group: string, containers: readonly ContainerBody[]): void {
  for (const [amount, label] of [
    ['cpu', 'Cpu'],
    ['memoryInGB', 'MemoryInGB'],
  ] as const) {
    const total = containers.reduce((sum, {properties}) => sum + (properties.resources?.requests?.[amount] ?? 0), 0)
    for (const {
      name,
      properties: {resources},
    } of containers) {
      if (resources?.requests?.[amount] === undefined) {
        throw refuse(
          'ResourceRequestsNotSpecified',
          `The resource requests for '${label}' is not specified in container '${name}' of container group '${group}'.`,
        )
      }
      const limit = resources.limits?.[amount]
      if (limit === undefined) continue
      if (limit > total) {
        throw refuse(
          'ContainerLimitGreaterThanContainerGroupTotalRequest',
          `The '${label}' limit '${limit}' in container '${name}' is greater than the total request '${total}' of container group '${group}'.`,
        )
      }
      if (limit < resources.requests[amount]) {
        throw refuse(
          'ResourceLimitsLessThanRequests',
          `The resource requirement in container '${name}' of container group '${group}' is invalid. ` +
            `The '${label}' limit value must be greater than or equal to the request value.`,
        )
      }
    }
  }
}

function checkLocation(location: string | undefined): void {
  if (location === undefined) throw new ArmError(400, 'LocationRequired', 'The location property is required for this definition.')
  const names = aciLocations.map(locationName)
  if (names.includes(locationName(location))) return
  throw new ArmError(
    400,
    'LocationNotAvailableForResourceType',
    `The provided location '${location}' is not available for resource type 'Microsoft.ContainerInstance/containerGroups'. ` +
      `List of available regions for the resource type is '${names.join(',')}'.`,
  )
}

function checkShape(group: string, {properties}: ContainerGroupBody): void {
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(group) || group.includes('--')) {
    throw refuse(
      'InvalidContainerGroupName',
      `The container group name '${group}' is invalid. It may have up to 63 lower case letters, numbers and single dashes.`,
    )
  }
  const count = properties.containers?.length ?? 0
  if (count === 0) throw refuse('MissingContainers', `The container group '${group}' has no containers.`)
  if (count > 1 && properties.osType === 'Windows')
    throw refuse('MultipleWindowsContainersNotSupported', `The Windows container group '${group}' can have only one container.`)
  if (count + (properties.initContainers?.length ?? 0) > 60)
    throw refuse('TooManyContainers', `The container group '${group}' has more than 60 containers.`)
  if ((properties.ipAddress?.ports?.length ?? 0) > 5) throw refuse('TooManyPorts', `The container group '${group}' has more than 5 ports.`)
}

/** Refuses container groups that ACI refuses. */
export function checkContainerGroup(world: World, group: string, body: ContainerGroupBody | undefined): asserts body is ContainerGroupBody {
  checkLocation(body?.location)
  if (body?.properties === undefined)
    throw new ArmError(400, 'InvalidRequestContent', 'The request content was invalid: properties are required.')
  const {osType, containers = []} = body.properties
  if (osType !== 'Linux' && osType !== 'Windows') {
    throw refuse('InvalidOsType', `The osType '${osType ?? ''}' of container group '${group}' is invalid. It must be 'Linux' or 'Windows'.`)
  }
  checkShape(group, body)
  checkResources(group, containers)
  checkContents(world, group, body)
  for (const container of [...containers, ...(body.properties.initContainers ?? [])]) checkImage(world, group, osType, container)
}
