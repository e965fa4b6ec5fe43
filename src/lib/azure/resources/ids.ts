/**
 * Builds and parses the ids of Azure resources; no other file does. Ids are not case-sensitive.
 * Parsing is strict: the result is undefined for an id of another type or with additional parts.
 */
const subscription = String.raw`/subscriptions/(?<subscriptionId>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})`
const inGroup = String.raw`${subscription}/resourceGroups/(?<resourceGroup>[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-])`
/** One part of a path: no query, no escape, and not `..`. */
const segment = String.raw`(?!\.{1,2}(?:/|$))[^/\s?#%\\]+`

/** The parts of a subnet's id. */
export interface SubnetParts {
  readonly subscriptionId: string
  readonly resourceGroup: string
  readonly networkName: string
  readonly subnetName: string
}

export function subscriptionScope(subscriptionId: string): string {
  return `/subscriptions/${subscriptionId}`
}

export function resourceGroupId(subscriptionId: string, resourceGroup: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`
}

/** The name in the id of a resource group; undefined for any other id. */
export function resourceGroupOf(id: string): string | undefined {
  return parts(inGroup, id)?.['resourceGroup']
}

/** The id of the resource group that a resource is in; undefined if the id is that of no resource in a group. */
export function resourceGroupIdOf(id: string): string | undefined {
  return parts(`(?<group>${inGroup})/providers/.+`, id)?.['group']
}

/** The resource group and the name in the id of an AKS cluster; undefined for any other id. */
export function clusterRef(id: string): {readonly resourceGroup: string; readonly name: string} | undefined {
  return inGroupOf(String.raw`Microsoft\.ContainerService/managedClusters`, id)
}

/** The resource group and the name in the id of a container group; undefined for any other id. */
export function containerGroupRef(id: string): {readonly resourceGroup: string; readonly name: string} | undefined {
  return inGroupOf(String.raw`Microsoft\.ContainerInstance/containerGroups`, id)
}

export function subnetId({subscriptionId, resourceGroup, networkName, subnetName}: SubnetParts): string {
  return `${resourceGroupId(subscriptionId, resourceGroup)}/providers/Microsoft.Network/virtualNetworks/${networkName}/subnets/${subnetName}`
}

export function subnetParts(id: string): SubnetParts | undefined {
  const found = parts(
    String.raw`${inGroup}/providers/Microsoft\.Network/virtualNetworks/(?<networkName>${segment})/subnets/(?<subnetName>${segment})`,
    id,
  )
  if (found === undefined) return undefined
  const {subscriptionId = '', resourceGroup = '', networkName = '', subnetName = ''} = found
  return {subscriptionId, resourceGroup, networkName, subnetName}
}

/** The id of the virtual network that a subnet is in. */
export function virtualNetworkIdOf(idOfSubnet: string): string {
  return idOfSubnet.replace(/\/subnets\/[^/\s]+$/i, '')
}

export function isUserAssignedIdentityId(id: string): boolean {
  return parts(String.raw`${inGroup}/providers/Microsoft\.ManagedIdentity/userAssignedIdentities/${segment}`, id) !== undefined
}

/** `name` is the GUID of a role. The GUID of a built-in role is the same in every subscription. */
export function roleDefinitionId(subscriptionId: string, name: string): string {
  return `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${name}`
}

export function roleAssignmentId(scope: string, name: string): string {
  return `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`
}

/** The scope in the id of a role assignment; undefined for any other id. */
export function scopeOfRoleAssignment(id: string): string | undefined {
  return parts(String.raw`(?<scope>${subscription}(?:/${segment})*)/providers/Microsoft\.Authorization/roleAssignments/${segment}`, id)?.[
    'scope'
  ]
}

/** The last part of an id, which is the name of the resource. */
export function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1)
}

export function sameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** The id without its first slash, which the SDK adds itself. */
export function withoutSlash(id: string): string {
  return id.replace(/^\//, '')
}

function inGroupOf(type: string, id: string): {readonly resourceGroup: string; readonly name: string} | undefined {
  const found = parts(String.raw`${inGroup}/providers/${type}/(?<name>[^/\s]+)`, id)
  return found === undefined ? undefined : {resourceGroup: found['resourceGroup'] ?? '', name: found['name'] ?? ''}
}

function parts(pattern: string, id: string): Readonly<Partial<Record<string, string>>> | undefined {
  const match = new RegExp(`^${pattern}$`, 'iu').exec(id)
  return match === null ? undefined : (match.groups ?? {})
}
