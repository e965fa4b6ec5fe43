import type {Capability, ContainerGroup, Usage} from '../../azure/azure.ts'
import type {ScaleSetIdentity} from '../../azure/resources/scale-set-identity.ts'
import type {Lock} from '../../azure/resources/access.ts'
import type {VirtualNetwork} from '../../azure/resources/virtual-networks.ts'
import type {Release} from '../../helm/releases.ts'
import type {NetworkPolicyObject} from '../../kubernetes/kinds/network-policy.ts'
import type {DeploymentObject, LeaseObject, NamespaceObject, NodeObject, PodObject} from '../../kubernetes/objects.ts'
import type {ClusterValues} from './cluster-values.ts'
import type {ObjectDrift} from './drift.ts'
import type {EgressPolicies} from './egress-policies.ts'
import type {Fact} from '../engine/fact.ts'
import type {PortTry} from './port-access.ts'
import type {Permission, RoleStates} from './permissions.ts'
import type {UsedOnNode} from './placement/node-verdicts.ts'
import {rulesAbout} from '../engine/rule.ts'
import type {SmokeNode} from './smoke.ts'

/** The subject of checks of one connector. */
export interface ConnectorSubject {
  /** The name of its Helm release. */
  readonly target: string
  readonly nodeName: string
  readonly osType: 'Linux' | 'Windows'
  /** Normalised (`eastus`); empty if it is not known. */
  readonly location: string
  /** The namespace of its release; empty if only the node is left. */
  readonly namespace: string
  /** Whether Helm installed it, so that there must be a release. */
  readonly isReleased: boolean
  readonly aciResourceGroup: string
  /** `AzureCloud`, `AzureUSGovernment`, `AzureChinaCloud` or the name of a custom cloud. */
  readonly cloud: string
  /** Whether it is what the user asks to install now, and not what is installed. */
  readonly isAsked?: true
  /** The options of vkctl that name the cluster; empty if Azure does not know it. */
  readonly clusterOptions: readonly string[]
  readonly now: Date
}

/** The identity with which a connector calls Azure. */
export interface ConnectorIdentity {
  readonly kind: 'kubelet' | 'userAssigned' | 'servicePrincipal'
  readonly clientId: string
  /** The object id in role assignments; undefined if only the configuration of the connector names the identity. */
  readonly objectId: string | undefined
}

/** `not-read`: it is no managed identity, no scale set names it, or the user of vkctl may not read it. */
export type IdentityState = 'exists' | 'deleted' | 'not-read'

/** The subnet of the container groups of a connector, and how the Deployment of the connector is configured for it. */
export interface ConnectorNetwork {
  readonly subnetId: string
  readonly subnetName: string
  /** The address range that the provider expects; empty: any. */
  readonly subnetCidr: string
  readonly kubeDnsIp: string
  /** URL of the API server for kube-proxy in the container groups, `https://…`; empty for Windows. */
  readonly masterUri: string
  /** Whether kube-proxy in the container groups has a token that does not expire. */
  readonly longLivedToken: boolean
}

/** The contents of the Secret of a connector that are not secret. */
export interface CredentialsLook {
  /** `cloud` of azure.json, such as `AzurePublicCloud`. */
  readonly cloud: string
  readonly clientId: string
  readonly location: string
  readonly vnetName: string
  /** PEM. */
  readonly clientCa: string
  /** When the serving certificate expires. */
  readonly certificateUntil: Date
}

/** The answer to whether an account has one permission in the cluster. */
export interface AccessReview {
  readonly verb: string
  /** `nodes/status`, `leases.coordination.k8s.io`, … */
  readonly resource: string
  readonly namespace: string | undefined
  readonly allowed: boolean
}

/** The object with the name of the record of a connector. `none`: vkctl did not install the connector, or the record is lost. */
export type RecordState =
  | {readonly is: 'valid' | 'none'}
  | {readonly is: 'broken'; readonly reason: string}
  | {readonly is: 'newer'; readonly vkctlVersion: string}
  /** ARM id of the cluster that it belongs to. */
  | {readonly is: 'of-another-cluster'; readonly clusterId: string}

/** The last warning in the events of a pod. */
export interface PodWarning {
  readonly podUid: string
  readonly reason: string
  readonly message: string
}

/** What already uses the names of a connector. */
export interface Names {
  /** Whether vkctl has a record of a connector with this name in this namespace. */
  readonly hasRecord: boolean
  /** The Helm release with this name in this namespace. */
  readonly sameName: Release | undefined
  /** Helm releases with this name in other namespaces. */
  readonly elsewhere: readonly Release[]
  readonly nodeExists: boolean
}

/** Facts about an installed connector that are read from the cluster. */
export interface InstalledValues {
  readonly helm: Release | undefined
  /** Before an install: as the chart renders them. */
  readonly deployments: readonly DeploymentObject[]
  /** Pods of the connector itself. */
  readonly pods: readonly PodObject[]
  /** Found by its name, because somebody may have removed its labels. */
  readonly node: NodeObject | undefined
  readonly lease: LeaseObject | undefined
  /** The objects that its Deployment refers to and that do not exist, as `KIND NAMESPACE/NAME`. */
  readonly missingReferences: readonly string[]
  /** Releases and Deployments of other connectors that register a node with the same name, as `NAMESPACE/NAME`. */
  readonly rivals: readonly string[]
}

/** All facts about one connector. */
export interface ConnectorValues extends ClusterValues, InstalledValues {
  readonly names: Names
  readonly record: RecordState
  /** How each of its objects differs from what was installed; empty without a Helm release. */
  readonly drift: readonly ObjectDrift[]
  /** The namespace of its release; undefined if it does not exist. */
  readonly ownNamespace: NamespaceObject | undefined
  /** Pods on its node. */
  readonly podsOnNode: readonly PodObject[]
  /** What the events say about those of them that have not started. */
  readonly podWarnings: readonly PodWarning[]
  /** The last log lines of its pods, including those before the last restart. */
  readonly log: string
  readonly credentials: CredentialsLook | undefined
  /** What its port answers to a caller without a certificate and without a token. */
  readonly portTry: PortTry
  /** NetworkPolicies in the namespace of its Deployment; empty if its arguments close the port. */
  readonly portPolicies: readonly NetworkPolicyObject[]
  readonly egressPolicies: EgressPolicies
  /** The network policy of the cluster, as AKS names it: `azure`, `calico` or `cilium`; undefined if it has none, or if the cluster is not known in Azure. */
  readonly networkPolicyEngine: string | undefined
  /** Undefined if neither the record of vkctl nor the Secret names it. */
  readonly identity: ConnectorIdentity | undefined
  /** Why Entra ID rejects its service principal; undefined if it accepts it, or if there is none. */
  readonly refusedSignIn: string | undefined
  /** What AKS says about pods and the instance metadata service: `IMDS`, or `None`; undefined if it says nothing, or if the identity needs none. */
  readonly podLinkLocalAccess: string | undefined
  /** The permissions of its identity on the ACI resource group; undefined if the identity is. */
  readonly permission: Permission | undefined
  /** Whether it has its roles, as far as that is known. Unlike the permissions, it is never an unknown fact. */
  readonly roles: RoleStates
  /** The permissions of the user of vkctl on the ACI resource group. */
  readonly callerPermission: Permission
  /** Before an install: the roles that its identity lacks, and whether the user of vkctl may assign them, as far as Azure says that. */
  readonly rolesToAssign: readonly {readonly role: string; readonly principalId: string; readonly assigner: Permission}[]
  /** Whether its ACI resource group exists. */
  readonly aciGroupExists: boolean
  /** The management locks on the ACI resource group; undefined if the user of vkctl may not read them. */
  readonly locks: readonly Lock[] | undefined
  /** Container groups in its ACI resource group whose tag NodeName is the name of its node. */
  readonly containerGroups: readonly ContainerGroup[]
  /** ACI quotas in its location. */
  readonly usages: readonly Usage[]
  readonly capabilities: readonly Capability[]
  /** The managed identities of the scale sets of the cluster. */
  readonly nodeIdentities: readonly ScaleSetIdentity[]
  /** Whether the managed identity of the connector exists. */
  readonly identityState: IdentityState
  /** Before an install: what the pods on nodes request, as far as they were read. */
  readonly usedOnNodes: readonly UsedOnNode[]
  /** Before an install: whether the connector works and its pod stays. */
  readonly keepsPod: boolean
  /** Undefined if it uses no subnet. */
  readonly network: ConnectorNetwork | undefined
  /** The virtual network of its subnet; undefined if it does not exist, or if no subnet is used. */
  readonly virtualNetwork: VirtualNetwork | undefined
  /** The permissions of its identity on the subnet; undefined if the identity is, or if no subnet is used. */
  readonly networkPermission: Permission | undefined
  /** The permissions of its service account in the cluster; empty if it has no Deployment. */
  readonly accessReviews: readonly AccessReview[]
  /** The permissions of the user of vkctl to create the objects of an install; empty if the install creates none. */
  readonly installerReviews: readonly AccessReview[]
  /** The results of sample pods on its node; undefined if none ran. */
  readonly smoke: SmokeNode | undefined
}

/** The facts of an installed connector, each of which can be unknown. */
export type ConnectorFacts = {readonly [Name in keyof InstalledValues]: Fact<InstalledValues[Name]>}

export const connectorRule = rulesAbout<ConnectorSubject, ConnectorValues>()
