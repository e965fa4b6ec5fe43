import type {Secret} from '../secret.ts'
import type {Lock, DenyAssignment, ActionSet, RoleAssignment, RoleDefinition} from './resources/access.ts'
import type {Cloud} from './clouds/cloud.ts'
import type {ContainerEvent, ContainerInstance} from './resources/container-instance.ts'
import type {ClusterProfile} from './resources/cluster-profile.ts'
import type {ScaleSetIdentity} from './resources/scale-set-identity.ts'
import type {VirtualNetwork} from './resources/virtual-networks.ts'

/** The properties of a managed cluster that vkctl uses (ARM: `Microsoft.ContainerService/managedClusters`). */
export interface Cluster extends ClusterProfile {
  readonly id: string
  readonly name: string
  readonly resourceGroup: string
  readonly location: string
  /** The resource group of the nodes, usually `MC_…`. */
  readonly nodeResourceGroup: string
  /** Public name of the API server; undefined for a private cluster without one. */
  readonly fqdn: string | undefined
  /** Name of the API server inside the virtual network; undefined unless the cluster is private. */
  readonly privateFqdn: string | undefined
  /** Name of the API server for the Azure portal. */
  readonly azurePortalFqdn: string | undefined
  /** The Kubernetes version that runs, such as `1.34.2`; undefined if ARM does not report it. */
  readonly kubernetesVersion: string | undefined
  readonly provisioningState: string
  /** `Running` or `Stopped`. */
  readonly powerState: string
  /** The identity of the nodes; undefined if the cluster uses a service principal. */
  readonly kubeletIdentity: {readonly clientId: string; readonly objectId: string} | undefined
  /** Whether people sign in to the API server with Entra ID tokens. */
  readonly entraId: boolean
  readonly localAccountsDisabled: boolean
  /** Whether the virtual node add-on of AKS (`aciConnectorLinux`) is on. */
  readonly virtualNodeAddon: boolean
  /** Whether AKS denies changes in the node resource group (`nodeResourceGroupProfile.restrictionLevel` is `ReadOnly`). */
  readonly nodeResourceGroupLocked: boolean
  /** IP address of the DNS service of the cluster; undefined if ARM does not report it. */
  readonly dnsServiceIp: string | undefined
  /** CIDR ranges that can reach the API server; empty: all. */
  readonly authorizedIpRanges: readonly string[]
  /** Whether the API server has only an address in the virtual network. */
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
  /** ARM id of the resource that manages it, such as the cluster of a node resource group. */
  readonly managedBy?: string
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
  /** Open ports of its IP address. */
  readonly ports: readonly number[]
  /** What its containers request together, which is what Azure bills. */
  readonly cores: number
  readonly memoryGb: number
}

/** A container group with its instance view, which lists of container groups do not contain. */
export interface ContainerGroupInstance extends ContainerGroup {
  /** `Pending`, `Running`, `Succeeded`, `Failed`, …; undefined until ACI reports it. */
  readonly state: string | undefined
  /** The events of the group, then those of its containers, in the order of ACI. */
  readonly events: readonly ContainerEvent[]
  /** Without init containers. */
  readonly containers: readonly ContainerInstance[]
}

/** A quota of ACI in a location: `ContainerGroups`, `StandardCores`, … */
export interface Usage {
  readonly name: string
  readonly current: number
  readonly limit: number
}

/** The largest size of a container group in a location, for one OS. */
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

/** A principal of Entra ID. Role assignments use `objectId`. */
export interface Principal {
  readonly objectId: string
  readonly clientId: string
}

/**
 * Azure Resource Manager and Entra ID, in one subscription. Every method is one request, or one per page of a list.
 * Rejects with NotFoundError (404), NotAllowedError (401, 403, sign-in; action, scope and principal in the message) or UserError.
 */
export interface Azure {
  readonly cloud: Cloud
  readonly subscriptionId: string
  readonly tenantId: string
  /** `Enabled`, `Warned`, `PastDue`, `Disabled` or `Deleted`; undefined if the user may not read it. */
  subscriptionState(): Promise<string | undefined>
  cluster(ref: ClusterRef): Promise<Cluster>
  /** Every AKS cluster of the subscription. */
  clusterRefs(): Promise<readonly ClusterRef[]>
  /** The kubeconfig of the user, or with `admin` that of the local administrator. */
  clusterCredentials(ref: ClusterRef, options: {readonly admin: boolean}): Promise<Secret>
  /** A token of the signed-in user for the API server of an Entra ID cluster. */
  clusterToken(): Promise<Secret>
  resourceGroup(name: string): Promise<ResourceGroup>
  /** Every resource group of the subscription. */
  resourceGroups(): Promise<readonly ResourceGroup[]>
  provider(namespace: string): Promise<Provider>
  registerProvider(namespace: string): Promise<Provider>
  /** Role assignments that apply to the principal at `scope`: assigned at `scope` or above, to the principal or to one of its groups. */
  roleAssignments(scope: string, principalId: string): Promise<readonly RoleAssignment[]>
  /** Every role assignment at `scope`, above it and below it, whomever it is for. */
  roleAssignmentsAround(scope: string): Promise<readonly RoleAssignment[]>
  roleDefinitions(scope: string): Promise<readonly RoleDefinition[]>
  /** Deny assignments at `scope` or above. */
  denyAssignments(scope: string): Promise<readonly DenyAssignment[]>
  /** The permissions of the signed-in identity at `scope`. */
  callerPermissions(scope: string): Promise<readonly ActionSet[]>
  /** The object id of the signed-in identity. */
  callerObjectId(): Promise<string>
  /** Assigns a built-in or custom role, and returns the assignment. If the same assignment exists, returns that one, whatever its description is. */
  assignRole(scope: string, roleDefinitionId: string, principalId: string, description: string): Promise<RoleAssignment>
  /** Returns false if the assignment did not exist. */
  deleteRoleAssignment(id: string): Promise<boolean>
  /** Those of a resource group; without one, those of the whole subscription. */
  containerGroups(resourceGroup?: string): Promise<readonly ContainerGroup[]>
  /** Returns undefined if it does not exist. */
  containerGroup(resourceGroup: string, name: string): Promise<ContainerGroupInstance | undefined>
  deleteContainerGroup(resourceGroup: string, name: string): Promise<void>
  /** The management locks on a resource group as a whole, and those above it that Azure lists with them. */
  locks(resourceGroup: string): Promise<readonly Lock[]>
  usages(location: string): Promise<readonly Usage[]>
  capabilities(location: string): Promise<readonly Capability[]>
  /**
   * Whether pods with an address of their own reach the instance metadata service: `IMDS`, or `None` if AKS keeps them from it; undefined if Azure does not say
   * it. By the ARM id of the cluster.
   */
  podLinkLocalAccess(clusterId: string): Promise<string | undefined>
  /** By ARM id. */
  virtualNetwork(id: string): Promise<VirtualNetwork>
  /** By ARM id. */
  userAssignedIdentity(id: string): Promise<UserAssignedIdentity>
  /** The user-assigned identities of the virtual machine scale sets in a resource group. */
  scaleSetIdentities(resourceGroup: string): Promise<readonly ScaleSetIdentity[]>
  /** Signs in with a service principal once, in this tenant, and returns its ids. */
  signIn(principal: ServicePrincipal): Promise<Principal>
  /** Whether Azure lets a service principal list the container groups of a resource group. Only then its role is in effect. */
  acceptsPrincipal(principal: ServicePrincipal, resourceGroup: string): Promise<boolean>
}
