import type {Release} from '../../../helm/releases.ts'
import type {DeploymentObject, NodeObject} from '../../../kubernetes/objects.ts'

/** A connector of somebody else that vkctl is to take over, with the name of its node. */
export interface Adopted {
  readonly nodeName: string
  readonly deployment: DeploymentObject
  /** The Helm release that contains the Deployment; undefined if it was applied in another way. */
  readonly release: Release | undefined
  /** The Namespaces that the release contains, and that go with it. */
  readonly ownNamespaces: readonly string[]
  /** Undefined if the connector has not registered it. */
  readonly node: NodeObject | undefined
  /** The pods on the node, as `namespace/name`. */
  readonly pods: readonly string[]
}

/** Names a Deployment. */
export interface DeploymentRef {
  readonly namespace: string
  readonly name: string
}

export function deploymentRef({deployment: {metadata}}: Pick<Adopted, 'deployment'>): DeploymentRef {
  return {namespace: metadata.namespace ?? 'default', name: metadata.name}
}
