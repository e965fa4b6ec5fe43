import type {KubeObject} from '../objects.ts'
import type {NodeRequirement} from './pod-placement.ts'

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>
  readonly matchExpressions?: readonly NodeRequirement[]
}

/** One of the other ends of the traffic that a rule allows. */
export interface PolicyPeer {
  readonly namespaceSelector?: LabelSelector
  readonly podSelector?: LabelSelector
  readonly ipBlock?: {readonly cidr: string; readonly except?: readonly string[]}
}

export interface PolicyPort {
  readonly protocol?: string
  readonly port?: number | string
  readonly endPort?: number
}

export interface NetworkPolicyObject extends KubeObject {
  readonly spec?: {
    readonly podSelector?: LabelSelector
    readonly policyTypes?: readonly string[]
    readonly ingress?: readonly {
      readonly from?: readonly PolicyPeer[]
      readonly ports?: readonly PolicyPort[]
    }[]
    readonly egress?: readonly {readonly to?: readonly PolicyPeer[]; readonly ports?: readonly PolicyPort[]}[]
  }
}

export function networkPoliciesIn(objects: readonly KubeObject[]): readonly NetworkPolicyObject[] {
  return objects.filter(({kind}) => kind === 'NetworkPolicy')
}
