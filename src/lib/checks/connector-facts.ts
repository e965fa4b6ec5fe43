import type {Release} from '../helm/releases.ts'
import type {DeploymentObject, LeaseObject, NodeObject, PodObject} from '../kube/objects.ts'
import type {Fact} from './fact.ts'

/** All that is known of one connector in the cluster. */
export interface ConnectorFacts {
  readonly release: string
  readonly nodeName: string
  readonly osType: 'Linux' | 'Windows'
  readonly helm: Fact<Release | undefined>
  readonly deployments: Fact<readonly DeploymentObject[]>
  readonly pods: Fact<readonly PodObject[]>
  readonly node: Fact<NodeObject | undefined>
  readonly lease: Fact<LeaseObject | undefined>
  /** Releases and Deployments, other than its own, that register a node of the same name. */
  readonly rivals: readonly string[]
  readonly now: Date
}
