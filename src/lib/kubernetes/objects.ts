import type {ContainerStatus} from './kinds/container-status.ts'
import type {ManagedFields} from './kinds/managed-fields.ts'
import type {PlacementSpec, SizedContainer} from './kinds/pod-placement.ts'

/** The fields that every Kubernetes object has. */
export interface KubeObject {
  readonly apiVersion?: string
  readonly kind?: string
  readonly metadata: Metadata
}

export interface Metadata {
  readonly name: string
  readonly namespace?: string
  readonly uid?: string
  readonly resourceVersion?: string
  readonly generation?: number
  readonly creationTimestamp?: string
  readonly deletionTimestamp?: string
  readonly deletionGracePeriodSeconds?: number
  readonly finalizers?: readonly string[]
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly ownerReferences?: readonly {readonly apiVersion?: string; readonly kind: string; readonly name: string; readonly uid: string}[]
  readonly managedFields?: readonly ManagedFields[]
}

/** Names one object. */
export interface ObjectRef {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly namespace?: string
}

export function refOf({apiVersion = '', kind = '', metadata: {name, namespace}}: KubeObject): ObjectRef {
  return {apiVersion, kind, name, ...(namespace !== undefined && {namespace})}
}

export interface Condition {
  readonly type: string
  readonly status: string
  readonly reason?: string
  readonly message?: string
  readonly lastTransitionTime?: string | null
}

export interface NamespaceObject extends KubeObject {
  readonly status?: {readonly conditions?: readonly Condition[]}
}

export interface NodeObject extends KubeObject {
  readonly spec?: {
    readonly unschedulable?: boolean
    /** Of a machine in Azure: `azure:///subscriptions/…/virtualMachineScaleSets/…`. */
    readonly providerID?: string
    readonly taints?: readonly {readonly key: string; readonly value?: string; readonly effect: string}[]
  }
  readonly status?: {
    readonly conditions?: readonly Condition[]
    readonly addresses?: readonly {readonly type: string; readonly address: string}[]
    readonly nodeInfo?: {readonly kubeletVersion?: string}
    /** What its pods can request, as quantities. */
    readonly allocatable?: Readonly<Record<string, string>>
  }
}

export interface LeaseObject extends KubeObject {
  readonly spec?: {
    readonly renewTime?: string
    readonly leaseDurationSeconds?: number
    readonly holderIdentity?: string
    readonly acquireTime?: string
  }
}

export interface PodObject extends KubeObject {
  readonly spec?: PlacementSpec & {
    readonly nodeName?: string
    readonly containers?: readonly (SizedContainer & {readonly name: string; readonly image?: string})[]
    readonly initContainers?: readonly (SizedContainer & {readonly name: string; readonly image?: string})[]
    readonly serviceAccountName?: string
    readonly volumes?: readonly {
      readonly name: string
      readonly projected?: {readonly sources?: readonly {readonly serviceAccountToken?: object}[]}
      readonly persistentVolumeClaim?: {readonly claimName: string}
      readonly ephemeral?: object
    }[]
  }
  readonly status?: {
    readonly phase?: string
    readonly reason?: string
    readonly message?: string
    readonly podIP?: string
    readonly conditions?: readonly Condition[]
    readonly containerStatuses?: readonly ContainerStatus[]
    readonly initContainerStatuses?: readonly ContainerStatus[]
  }
}

/** A Deployment, or a StatefulSet or DaemonSet, whose pod template is the same. */
export interface DeploymentObject extends KubeObject {
  readonly spec?: {
    readonly replicas?: number
    readonly selector?: {readonly matchLabels?: Readonly<Record<string, string>>}
    readonly template?: {
      readonly metadata?: Pick<Metadata, 'labels' | 'annotations'>
      readonly spec?: PlacementSpec & {
        readonly serviceAccountName?: string
        readonly volumes?: readonly {
          readonly secret?: {readonly secretName?: string; readonly optional?: boolean}
          readonly configMap?: {readonly name?: string; readonly optional?: boolean}
        }[]
        readonly containers?: readonly (SizedContainer & {
          readonly image?: string
          readonly command?: readonly string[]
          readonly args?: readonly string[]
          readonly env?: readonly {
            readonly name: string
            readonly value?: string
            readonly valueFrom?: {readonly secretKeyRef?: {readonly name: string; readonly key?: string; readonly optional?: boolean}}
          }[]
        })[]
      }
    }
  }
  readonly status?: {
    readonly observedGeneration?: number
    readonly replicas?: number
    readonly updatedReplicas?: number
    readonly readyReplicas?: number
    readonly conditions?: readonly Condition[]
  }
}

export interface SecretObject extends KubeObject {
  /** Base64. */
  readonly data?: Readonly<Record<string, string>>
}

export type ConfigMapObject = KubeObject & {readonly data?: Readonly<Record<string, string>>}

/** The kinds that vkctl reads. */
export interface KindMap {
  readonly ConfigMap: ConfigMapObject
  readonly DaemonSet: DeploymentObject
  readonly Deployment: DeploymentObject
  readonly Lease: LeaseObject
  readonly Namespace: NamespaceObject
  readonly Node: NodeObject
  readonly Pod: PodObject
  readonly Secret: SecretObject
  readonly StatefulSet: DeploymentObject
}

/** The objects of one kind. */
export function ofKind<K extends keyof KindMap>(objects: readonly KubeObject[], kind: K): readonly KindMap[K][] {
  return objects.filter((object): object is KindMap[K] => object.kind === kind)
}

/** The object of a kind and name. */
export function named<K extends keyof KindMap>(objects: readonly KubeObject[], kind: K, name: string): KindMap[K] | undefined {
  return ofKind(objects, kind).find(({metadata}) => metadata.name === name)
}
