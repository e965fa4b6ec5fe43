export interface VirtualNetworkEntry {
  readonly name: string
  readonly resourceGroup: string
  readonly location: string
  readonly addressPrefixes: readonly string[]
  /** A PUT of a subnet replaces its entry. */
  readonly subnets: SubnetEntry[]
}

export interface SubnetEntry {
  readonly name: string
  readonly properties: SubnetProperties
}

/** As Resource Manager stores them. `serviceAssociationLinks`, which container groups add, is computed when somebody reads it. */
export interface SubnetProperties {
  readonly addressPrefix?: string
  readonly addressPrefixes?: readonly string[]
  readonly delegations?: readonly {readonly name?: string; readonly properties?: {readonly serviceName?: string}}[]
  readonly routeTable?: {readonly id: string}
  readonly natGateway?: {readonly id: string}
  readonly serviceAssociationLinks?: readonly {readonly name?: string; readonly properties?: {readonly linkedResourceType?: string}}[]
  readonly ipConfigurations?: readonly {readonly id: string}[]
}

/** The service to which a subnet is delegated for ACI, and the type of its link. */
export const aciService = 'Microsoft.ContainerInstance/containerGroups'

/** A delegation to ACI, for entries of subnets. */
export const aciDelegation = {name: 'aciDelegation', properties: {serviceName: aciService}} as const

export const isDelegatedToAci = ({delegations = []}: SubnetProperties): boolean =>
  delegations.some(one => one.properties?.serviceName?.toLowerCase() === aciService.toLowerCase())
