import type {Secret} from '../secret.ts'
import type {DenyAssignment, ActionSet, RoleAssignment, RoleDefinition} from './resources/access.ts'
import type {Cloud} from './clouds/cloud.ts'
import type {VirtualNetwork} from './resources/virtual-networks.ts'

/** A managed cluster as vkctl needs it, narrowed from ARM's `Microsoft.ContainerService/managedClusters`. */
export interface Cluster {
  readonly id: string
  readonly name: string
  readonly resourceGroup: string
  readonly location: string
  /** The `MC_…` group that holds the cluster's nodes. */
  readonly nodeResourceGroup: string
  /** Public name of the API server; undefined for a private cluster without one. */
  readonly fqdn: string | undefined
  /** Name of the API server inside the virtual network; undefined unless the cluster is private. */
  readonly privateFqdn: string | undefined
  /** Version of Kubernetes that runs, such as `1.34.2`; undefined where ARM does not tell. */
  readonly kubernetesVersion: string | undefined
  readonly provisioningState: string
  /** `Running` or `Stopped`. */
  readonly powerState: string
  /** The identity that the nodes have; undefined on a cluster that runs with a service principal. */
  readonly kubeletIdentity: {readonly clientId: string; readonly objectId: string} | undefined
  /** Whether people sign in to the API server with Entra ID tokens. */
  readonly entraId: boolean
  readonly localAccountsDisabled: boolean
  /** Whether AKS's own virtual node add-on (`aciConnectorLinux`) is on. */
  readonly virtualNodeAddon: boolean
  /** Whether AKS denies changes in the node resource group (`nodeResourceGroupProfile.restrictionLevel` is `ReadOnly`). */
  readonly nodeResourceGroupLocked: boolean
  /** Address of the cluster's DNS service; undefined where ARM does not tell. */
  readonly dnsServiceIp: string | undefined
  /** CIDR ranges that may reach the API server; empty: any. */
  readonly authorizedIpRanges: readonly string[]
  /** Whether the API server has an address of the virtual network only. */
  readonly privateCluster: boolean
  /** Subnets of the node pools, as ARM ids. */
  readonly nodeSubnetIds: readonly string[]
}

export interface ClusterRef {
  readonly resourceGroup: string
  readonly name: string
}

export interface ResourceGroup {
  readonly id: string
  readonly name: string
  readonly location: string
}

/** A resource provider of the subscription, such as `Microsoft.ContainerInstance`. */
export interface Provider {
  readonly namespace: string
  /** NotRegistered, Registering, Registered, Unregistering or Unregistered. */
  readonly registrationState: string
  /** Locations of `containerGroups` as ARM spells them (`East US`); empty for other namespaces. */
  readonly containerGroupLocations: readonly string[]
}

/** A container group of ACI. The tags are those the provider writes: PodName, NodeName, Namespace, UID. */
export interface ContainerGroup {
  readonly id: string
  readonly name: string
  readonly tags: Readonly<Record<string, string>>
  readonly provisioningState: string
  readonly osType: string
  readonly ip: string | undefined
  /** Whether its address is open to the internet. */
  readonly isPublic: boolean
  /** Ports of its address. */
  readonly ports: readonly number[]
}

/** What ACI did for a container group or one of its containers: pulled an image, started a container, … */
export interface ContainerEvent {
  /** `Pulling`, `Pulled`, `Created`, `Started`, `Failed`, `BackOff`, `Killing`, … */
  readonly name: string
  /** `Normal` or `Warning`. */
  readonly type: string
  readonly message: string
  /** How often it happened. */
  readonly count: number
}

/** A container group with what a list of them does not tell: how far ACI has come with it. */
export interface ContainerGroupInstance extends ContainerGroup {
  /** `Pending`, `Running`, `Succeeded`, `Failed`, …; undefined while ACI does not tell. */
  readonly state: string | undefined
  /** Of the group and then of its containers, each in ACI's order. */
  readonly events: readonly ContainerEvent[]
}

/** A quota of ACI in a location: `ContainerGroups`, `StandardCores`, … */
export interface Usage {
  readonly name: string
  readonly current: number
  readonly limit: number
}

/** What one container group may have at most in a location, by OS. */
export interface Capability {
  readonly osType: string
  /** `Public` or `Private`. */
  readonly ipAddressType: string
  /** `None` or the name of a GPU. */
  readonly gpu: string
  readonly maxCpu: number
  readonly maxMemoryGb: number
}

/** A managed identity that role assignments and virtual machines can name. */
export interface UserAssignedIdentity {
  readonly id: string
  readonly clientId: string
  readonly objectId: string
}

export interface ServicePrincipal {
  readonly clientId: string
  readonly clientSecret: Secret
}

/** A principal as Entra ID knows it: `objectId` is what role assignments name. */
export interface Principal {
  readonly objectId: string
  readonly clientId: string
}

/**
 * Azure Resource Manager and Entra ID, in one subscription. Every method is one request (a list may take more pages).
 * Rejects with NotFoundError (404), NotAllowedError (401, 403, sign-in; action, scope and principal in the message) or UserError.
 */
export interface Azure {
  readonly cloud: Cloud
  readonly subscriptionId: string
  readonly tenantId: string
  cluster(ref: ClusterRef): Promise<Cluster>
  /** The kubeconfig that AKS hands out: the user's, or with `admin` the local administrator's. */
  clusterCredentials(ref: ClusterRef, options: {readonly admin: boolean}): Promise<Secret>
  /** A token of the signed-in user for the API server of an Entra ID cluster. */
  clusterToken(): Promise<Secret>
  resourceGroup(name: string): Promise<ResourceGroup>
  provider(namespace: string): Promise<Provider>
  registerProvider(namespace: string): Promise<Provider>
  /** Assignments that hold at `scope` for the principal: made there or above, to it or to a group it is in. */
  roleAssignments(scope: string, principalId: string): Promise<readonly RoleAssignment[]>
  roleDefinitions(scope: string): Promise<readonly RoleDefinition[]>
  /** Deny assignments that hold at `scope`: made there or above. */
  denyAssignments(scope: string): Promise<readonly DenyAssignment[]>
  /** What whoever is signed in may do at `scope`. */
  callerPermissions(scope: string): Promise<readonly ActionSet[]>
  /** Object id of whoever is signed in. */
  callerObjectId(): Promise<string>
  /** Assigns a built-in or custom role; gives the assignment as ARM stored it. An assignment that exists already is given as it is. */
  assignRole(scope: string, roleDefinitionId: string, principalId: string): Promise<RoleAssignment>
  /** Gives false when there was no such assignment any more. */
  deleteRoleAssignment(id: string): Promise<boolean>
  containerGroups(resourceGroup: string): Promise<readonly ContainerGroup[]>
  /** Undefined when there is none of that name. */
  containerGroup(resourceGroup: string, name: string): Promise<ContainerGroupInstance | undefined>
  deleteContainerGroup(resourceGroup: string, name: string): Promise<void>
  usages(location: string): Promise<readonly Usage[]>
  capabilities(location: string): Promise<readonly Capability[]>
  /** By ARM id. */
  virtualNetwork(id: string): Promise<VirtualNetwork>
  /** By ARM id. */
  userAssignedIdentity(id: string): Promise<UserAssignedIdentity>
  /** Client ids of the managed identities that virtual machine scale sets of a resource group have. */
  scaleSetIdentities(resourceGroup: string): Promise<readonly string[]>
  /** Proves a service principal by signing in with it once, in this tenant; gives who it is. */
  signIn(principal: ServicePrincipal): Promise<Principal>
}
