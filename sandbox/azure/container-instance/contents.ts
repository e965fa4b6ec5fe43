import type {ContainerBody, ContainerGroupBody, PortBody, World} from '../world.ts'
import {refuse} from './refuse.ts'
import {locationName} from './regions.ts'

// Where a message of ACI is public, it is that one, word for word; else it says the same. Sources: issues of azure-cli, aci-deploy and virtual-kubelet,
// and https://learn.microsoft.com/azure/container-instances/ (container-instances-faq, -quotas, -volume-*).

type Part = Pick<ContainerBody, 'name' | 'properties'>

const where = (group: string, {name}: Part): string => `in container '${name}' of container group '${group}'`

function checkVariables(group: string, container: Part): void {
  if ((container.properties.environmentVariables ?? []).every(({name}) => /^[A-Za-z_]\w*$/.test(name))) return
  throw refuse(
    'InvalidContainerEnvironmentVariable',
    `The environment variable name ${where(group, container)} is invalid. A valid environment variable name must start with alphabetic character or '_', ` +
      "followed by a string of alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName').",
  )
}

function checkMounts(volumes: ReadonlySet<string>, {name, properties: {volumeMounts = []}}: Part): void {
  const wrong = volumeMounts.find(({mountPath}) => mountPath.includes(':'))
  if (wrong !== undefined) {
    const message = `The volume mount path '${wrong.mountPath}' in container '${name}' is invalid. It can't contain ':'.`
    throw refuse('InvalidVolumeMountPath', message)
  }
  const missing = volumeMounts.filter(mount => !volumes.has(mount.name)).map(mount => mount.name)
  if (missing.length > 0) throw refuse('VolumesNotFound', `Volumes '${missing.join(',')}' in container '${name}' are not found.`)
}

function checkVolumes(group: string, {properties: {osType, volumes = []}}: ContainerGroupBody): void {
  for (const {name, azureFile, secret, gitRepo, emptyDir} of volumes) {
    const kind = [azureFile && 'Azure file', secret && 'Secret', gitRepo && 'Git repo', emptyDir && 'Empty directory'].find(Boolean)
    if (osType === 'Windows')
      throw refuse('WindowsContainersVolumeNotSupported', `${kind ?? 'Such'} volumes are not supported for Windows containers.`)
    if (azureFile !== undefined && [azureFile.shareName, azureFile.storageAccountName, azureFile.storageAccountKey].includes(''))
      throw refuse(
        'InvalidAzureFileVolume',
        `The Azure file volume '${name}' in container group '${group}' needs a share, a storage account and its key.`,
      )
  }
}

/** Ports that ACI keeps for itself (container-instances-faq). */
const reserved: readonly (readonly [first: number, last: number])[] = [
  [22, 22],
  [1025, 1027],
  [3389, 3399],
  [9999, 9999],
  [19_000, 19_000],
  [19_080, 19_080],
  [19_100, 19_100],
  [19_390, 19_390],
  [20_000, 30_000],
  [49_152, 65_534],
]

function checkPorts(group: string, {properties: {containers = [], ipAddress}}: ContainerGroupBody): void {
  const open = containers.flatMap(({properties: {ports = []}}) => ports)
  const seen = new Set<number>()
  for (const {port} of open) {
    if (reserved.some(([first, last]) => first <= port && port <= last))
      throw refuse('ReservedPort', `The port '${port}' in container group '${group}' is reserved.`)
    if (seen.has(port))
      throw refuse('DuplicatePort', `The port '${port}' is more than once in the containers of container group '${group}'.`)
    seen.add(port)
  }
  if (ipAddress === undefined) return
  const protocolOf = ({protocol = 'TCP'}: PortBody): string => protocol.toUpperCase()
  const {ports = []} = ipAddress
  if (ports.length === 0 && ipAddress.type === 'Public')
    throw refuse('MissingIpAddressPorts', `The ports in the 'ipAddress' of container group '${group}' cannot be empty.`)
  const lost = ports.find(wanted => !open.some(port => port.port === wanted.port && protocolOf(port) === protocolOf(wanted)))
  if (lost !== undefined) {
    const message = `The port '${lost.port}/${protocolOf(lost)}' in the 'ipAddress' of container group '${group}' is not in any of its containers.`
    throw refuse('IpAddressPortNotFound', message)
  }
}

function checkDnsLabel(world: World, group: string, {location = '', properties: {ipAddress}}: ContainerGroupBody): void {
  const label = ipAddress?.dnsNameLabel
  if (label === undefined) return
  if (!/^[a-z][a-z0-9-]{1,61}[a-z0-9]$/.test(label))
    throw refuse('InvalidDnsNameLabel', `The DNS name label '${label}' in container group '${group}' is invalid.`)
  const others = [...world.containerGroups.values()].filter(({name}) => name !== group)
  const isTaken = others.some(
    ({body}) => body.properties.ipAddress?.dnsNameLabel === label && locationName(body.location ?? '') === locationName(location),
  )
  if (isTaken) throw refuse('DnsNameLabelNotAvailable', `The DNS name label '${label}' is not available in region '${location}'.`)
}

function checkRegistries(group: string, {properties: {imageRegistryCredentials = []}}: ContainerGroupBody): void {
  const wrong = imageRegistryCredentials.find(({server}) => !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/i.test(server))
  if (wrong === undefined) return
  throw refuse(
    'InvalidImageRegistryServer',
    `The server '${wrong.server}' in the 'imageRegistryCredentials' of container group '${group}' is invalid. It should be a valid host name without protocol.`,
  )
}

/** Refuses what ACI refuses in the parts of a container group. */
export function checkContents(world: World, group: string, body: ContainerGroupBody): void {
  const {containers = [], initContainers = [], volumes = []} = body.properties
  checkRegistries(group, body)
  checkVolumes(group, body)
  const names = new Set(volumes.map(({name}) => name))
  for (const container of [...containers, ...initContainers]) {
    checkVariables(group, container)
    checkMounts(names, container)
  }
  checkPorts(group, body)
  checkDnsLabel(world, group, body)
}
