import type {Capability, ContainerGroup, Usage} from '../../azure/azure.ts'
import type {VirtualNetwork} from '../../azure/resources/virtual-networks.ts'
import type {Release} from '../../helm/releases.ts'
import type {DeploymentObject, KubeObject, LeaseObject, NodeObject, PodObject} from '../../kubernetes/objects.ts'
import type {ClusterValues} from './cluster-values.ts'
import type {Fact} from '../engine/fact.ts'
import type {Permission} from './permissions.ts'
import {rulesAbout} from '../engine/rule.ts'
import type {SmokeNode} from './smoke.ts'

/** The connector that checks are about. */
export interface ConnectorSubject {
  /** Its release. */
  readonly target: string
  readonly nodeName: string
  readonly osType: 'Linux' | 'Windows'
  /** Normalised (`eastus`); empty where nobody knows it. */
  readonly location: string
  /** Of its release; empty when only a node is left. */
  readonly namespace: string
  readonly aciResourceGroup: string
  /** `AzureCloud`, `AzureUSGovernment`, `AzureChinaCloud` or the name of a cloud of one's own. */
  readonly cloud: string
  readonly now: Date
}

/** As whom a connector calls Azure. */
export interface ConnectorIdentity {
  readonly kind: 'kubelet' | 'userAssigned' | 'servicePrincipal'
  readonly clientId: string
  /** What role assignments name; undefined where only the connector's configuration tells of the identity. */
  readonly objectId: string | undefined
}

/** The subnet that a connector puts its container groups on, as its Deployment is configured. */
export interface ConnectorNetwork {
  readonly subnetId: string
  readonly subnetName: string
  /** What the provider is told to expect; empty: whatever the subnet has. */
  readonly subnetCidr: string
  readonly kubeDnsIp: string
  /** Address of the API server for kube-proxy in Azure, `https://…`; empty for Windows. */
  readonly masterUri: string
  /** Whether kube-proxy in Azure has a token that does not expire. */
  readonly longLivedToken: boolean
}

/** What the Secret of a connector holds, but for what is secret. */
export interface CredentialsLook {
  /** `cloud` of azure.json, such as `AzurePublicCloud`. */
  readonly cloud: string
  readonly clientId: string
  readonly location: string
  readonly vnetName: string
  /** PEM. */
  readonly clientCa: string
  /** End of the serving certificate. */
  readonly certificateUntil: Date
}

/** Whether somebody may do one thing in the cluster. */
export interface AccessReview {
  readonly verb: string
  /** `nodes/status`, `leases.coordination.k8s.io`, … */
  readonly resource: string
  readonly namespace: string | undefined
  readonly allowed: boolean
}

/** What bears the names that a connector takes. */
export interface Names {
  /** Whether vkctl installed a connector of this name in this namespace. */
  readonly hasReceipt: boolean
  /** The Helm release of this name in this namespace. */
  readonly sameName: Release | undefined
  /** Helm releases of this name in other namespaces. */
  readonly elsewhere: readonly Release[]
  readonly nodeExists: boolean
}

/** What the cluster shows of every installed connector. */
export interface InstalledValues {
  readonly helm: Release | undefined
  readonly deployments: readonly DeploymentObject[]
  /** Pods of the connector itself. */
  readonly pods: readonly PodObject[]
  readonly node: NodeObject | undefined
  readonly lease: LeaseObject | undefined
  /** Releases and Deployments, other than its own, that register a node of the same name. */
  readonly rivals: readonly string[]
}

/** All that is known of one connector. */
export interface ConnectorValues extends ClusterValues, InstalledValues {
  readonly names: Names
  /** The namespace of its release; undefined when it does not exist. */
  readonly ownNamespace: KubeObject | undefined
  /** Pods that are placed on its node. */
  readonly podsOnNode: readonly PodObject[]
  /** The last lines that its pod wrote, of the run before too when it restarted. */
  readonly log: string
  readonly credentials: CredentialsLook | undefined
  /** Undefined where neither a receipt nor the Secret tells. */
  readonly identity: ConnectorIdentity | undefined
  /** Why Entra ID refuses its service principal; undefined when it does not, or when there is none. */
  readonly refusedSignIn: string | undefined
  /** Of its identity in the ACI resource group; undefined when the identity is. */
  readonly permission: Permission | undefined
  /** Of whoever runs vkctl, in the ACI resource group. */
  readonly callerPermission: Permission
  /** Container groups of its node: tagged with its name, in its ACI resource group. */
  readonly groups: readonly ContainerGroup[]
  /** Quotas of ACI in its location. */
  readonly usages: readonly Usage[]
  readonly capabilities: readonly Capability[]
  /** Client ids of the managed identities that the cluster's scale sets have. */
  readonly nodeIdentities: readonly string[]
  /** Undefined: it uses no virtual network. */
  readonly network: ConnectorNetwork | undefined
  /** The network of its subnet; undefined when there is none of that name, or none is used. */
  readonly virtualNetwork: VirtualNetwork | undefined
  /** Of its identity on the subnet; undefined when the identity is, or no subnet is used. */
  readonly networkPermission: Permission | undefined
  /** Of its service account in the cluster; empty when it has no Deployment. */
  readonly accessReviews: readonly AccessReview[]
  /** Of whoever runs vkctl, in the cluster: what an install makes; empty when it makes nothing new. */
  readonly installerReviews: readonly AccessReview[]
  /** How it went with sample pods on its node; undefined when none were run. */
  readonly smoke: SmokeNode | undefined
}

/** Each fact known or not. */
export type ConnectorFacts = {readonly [Name in keyof InstalledValues]: Fact<InstalledValues[Name]>}

export const connectorRule = rulesAbout<ConnectorSubject, ConnectorValues>()
