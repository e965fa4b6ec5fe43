import type {DenyAssignmentEntry} from './authorization/deny-assignment-entry.ts'
import type {LockEntry} from './authorization/lock-entry.ts'
import type {ClusterEntry} from './container-service/cluster-entry.ts'
import type {UserAssignedIdentityEntry} from './managed-identity/identity-entry.ts'
import type {VirtualNetworkEntry} from './network/virtual-network-entry.ts'

/** An application or a managed identity of the tenant. */
export interface PrincipalEntry {
  readonly name: string
  /** The application id, with which it signs in. */
  readonly clientId: string
  /** The object id, which role assignments use. */
  readonly objectId: string
  readonly kind: 'application' | 'managedIdentity'
  /** The client secrets that are valid. */
  readonly secrets?: readonly string[]
  /** PEM certificates or public keys whose client assertions are accepted. */
  readonly keys?: readonly string[]
  /** Whose tokens are accepted for it (workload identity): what they say, and the PEM key that their issuer signs with. */
  readonly federation?: {readonly issuer: string; readonly subject: string; readonly key: string}
  /** Object ids of Entra ID groups. */
  readonly groups?: readonly string[]
}

export interface ResourceGroupEntry {
  readonly name: string
  readonly location: string
  /** The managed cluster whose nodes it holds. */
  readonly managedBy?: string
}

export interface RoleAssignmentEntry {
  /** A GUID. */
  readonly name: string
  readonly scope: string
  /** GUID of the role definition. */
  readonly roleId: string
  readonly principalId: string
  readonly description?: string | undefined
  /** Milliseconds since the epoch; the assignment takes effect `delays.roleAssignmentMs` later. */
  readonly createdOn: number
}

export interface ContainerGroupEntry {
  readonly id: string
  readonly name: string
  readonly resourceGroup: string
  /** As the client sent it. */
  readonly body: ContainerGroupBody
  readonly createdAt: number
  readonly ip: string
  /** ARM id of the subnet that the address is of; undefined for a public one. */
  readonly subnetId?: string | undefined
}

export interface ContainerGroupBody {
  readonly location?: string
  readonly tags?: Readonly<Record<string, string>>
  readonly properties: {
    readonly osType?: string
    readonly containers?: readonly ContainerBody[]
    readonly initContainers?: readonly ContainerBody[]
    readonly ipAddress?: {readonly type?: string; readonly ports?: readonly PortBody[]; readonly dnsNameLabel?: string}
    readonly imageRegistryCredentials?: readonly {readonly server: string; readonly [other: string]: unknown}[]
    readonly volumes?: readonly VolumeBody[]
    readonly subnetIds?: readonly {readonly id: string}[]
    readonly [other: string]: unknown
  }
  readonly [other: string]: unknown
}

export interface PortBody {
  readonly port: number
  readonly protocol?: string
}

export interface VolumeBody {
  readonly name: string
  readonly azureFile?: {readonly shareName: string; readonly storageAccountName: string; readonly storageAccountKey?: string}
  readonly secret?: Readonly<Record<string, string>>
  readonly gitRepo?: object
  readonly emptyDir?: object
}

export interface ContainerBody {
  readonly name: string
  readonly properties: {
    readonly image: string
    readonly resources?: {readonly requests?: ResourceAmounts; readonly limits?: ResourceAmounts}
    readonly ports?: readonly PortBody[]
    readonly volumeMounts?: readonly {readonly name: string; readonly mountPath: string}[]
    readonly environmentVariables?: readonly {readonly name: string; readonly value?: string; readonly secureValue?: string}[]
    readonly [other: string]: unknown
  }
}

export interface ResourceAmounts {
  readonly cpu?: number
  readonly memoryInGB?: number
}

/** How long things take, in milliseconds. */
export interface Delays {
  /** From `register` until Registered; Infinity never gets there. */
  readonly registrationMs: number
  /** From the PUT of a role assignment until it takes effect. */
  readonly roleAssignmentMs: number
  /** From the PUT of a container group until it runs. */
  readonly containerStartMs: number
  /** How long a node takes to pull an image. */
  readonly imagePullMs: number
}

/** What ACI allows a subscription in each region. */
export interface Quotas {
  readonly ContainerGroups: number
  readonly StandardCores: number
}

/** The whole state of the stand-in. Requests change it; tests may read it, and change it before or between requests. */
export interface World {
  readonly tenantId: string
  readonly subscriptionId: string
  readonly subscriptionName: string
  /** One that is not Enabled can be read, but not changed. */
  subscriptionState: 'Enabled' | 'Warned' | 'Disabled'
  /** Milliseconds since the epoch; role assignments from before are in force. */
  readonly startedAt: number
  delays: Delays
  quotas: Quotas
  /** Types of resources whose creation a policy denies. */
  deniedTypes: readonly string[]
  readonly principals: PrincipalEntry[]
  readonly resourceGroups: ResourceGroupEntry[]
  readonly clusters: ClusterEntry[]
  /** By namespace: when registration began (ms since the epoch); undefined is NotRegistered. */
  readonly providers: Map<string, number | undefined>
  readonly roleAssignments: RoleAssignmentEntry[]
  readonly denyAssignments: DenyAssignmentEntry[]
  readonly locks: LockEntry[]
  readonly virtualNetworks: VirtualNetworkEntry[]
  readonly userAssignedIdentities: UserAssignedIdentityEntry[]
  /** By lower-case resource id. */
  readonly containerGroups: Map<string, ContainerGroupEntry>
  /** Client ids of the managed identities that the cluster's nodes have. */
  readonly nodeIdentities: string[]
  /** Whether requests of pods to the metadata service get no answer. */
  metadataServiceBlocked: boolean
  /** Whether Docker Hub refuses pulls without credentials. */
  registryRateLimited: boolean
  /** Images that no registry has, with a tag or without one. */
  missingImages: readonly string[]
  /** Whether the registry has an image. A container group with any other image is refused. */
  imageExists: (image: string) => boolean
  /** Why an image that a container group was accepted with cannot be pulled; undefined if it can. */
  pullFault: (image: string) => string | undefined
  /** The exit code with which a container ends a second after its start; undefined if it runs on. */
  exitCode: (image: string) => number | undefined
}

export function findResourceGroup(world: World, name: string): ResourceGroupEntry | undefined {
  return world.resourceGroups.find(group => group.name.toLowerCase() === name.toLowerCase())
}
