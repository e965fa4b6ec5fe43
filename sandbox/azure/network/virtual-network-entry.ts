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

/** As Resource Manager has them. What container groups add (`serviceAssociationLinks`) is worked out when somebody looks. */
export interface SubnetProperties {
  readonly addressPrefix?: string
  readonly addressPrefixes?: readonly string[]
  readonly delegations?: readonly {readonly name?: string; readonly properties?: {readonly serviceName?: string}}[]
  readonly routeTable?: {readonly id: string}
  readonly natGateway?: {readonly id: string}
  readonly serviceAssociationLinks?: readonly {readonly name?: string; readonly properties?: {readonly linkedResourceType?: string}}[]
  readonly ipConfigurations?: readonly {readonly id: string}[]
}

/** What a subnet is delegated to for ACI, and what is then linked to it. */
export const aciService = 'Microsoft.ContainerInstance/containerGroups'

/** A delegation to ACI, for entries of subnets. */
export const aciDelegation = {name: 'aciDelegation', properties: {serviceName: aciService}} as const

export const isDelegatedToAci = ({delegations = []}: SubnetProperties): boolean =>
  delegations.some(one => one.properties?.serviceName?.toLowerCase() === aciService.toLowerCase())
