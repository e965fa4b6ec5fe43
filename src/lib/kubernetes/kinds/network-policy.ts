import type {KubeObject} from '../objects.ts'
import type {NodeRequirement} from './pod-placement.ts'

interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>
  readonly matchExpressions?: readonly NodeRequirement[]
}

export interface NetworkPolicyObject extends KubeObject {
  readonly spec?: {
    readonly podSelector?: LabelSelector
    readonly policyTypes?: readonly string[]
    readonly ingress?: readonly {
      readonly from?: readonly {
        readonly namespaceSelector?: LabelSelector
        readonly podSelector?: LabelSelector
        readonly ipBlock?: {readonly cidr: string}
      }[]
      readonly ports?: readonly {readonly protocol?: string; readonly port?: number | string; readonly endPort?: number}[]
    }[]
  }
}

export function networkPoliciesIn(objects: readonly KubeObject[]): readonly NetworkPolicyObject[] {
  return objects.filter(({kind}) => kind === 'NetworkPolicy')
}
