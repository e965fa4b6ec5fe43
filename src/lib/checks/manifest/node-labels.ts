import type {PodSpec} from './pod-spec.ts'

/** The labels of every virtual node (azure-aci v1.6.4, pkg/provider/vk_node.go, and virtual-kubelet v1.11, node/nodeutil). */
const ofAll: Readonly<Record<string, readonly string[]>> = {
  type: ['virtual-kubelet'],
  'kubernetes.io/role': ['agent'],
  'kubernetes.io/os': ['linux', 'windows'],
  'beta.kubernetes.io/os': ['linux', 'windows'],
  'alpha.service-controller.kubernetes.io/exclude-balancer': ['true'],
  'node.kubernetes.io/exclude-from-external-load-balancers': ['true'],
  'kubernetes.azure.com/managed': ['false'],
}

/** Its value is the name of the node. */
export const hostname = 'kubernetes.io/hostname'

/** What a pod requires of the labels of its node. */
export interface Requirement {
  readonly key: string
  readonly operator: string
  readonly values: readonly string[]
  /** What it is in, for its line: the node selector, or an expression of the affinity. */
  readonly holder: object
}

/** Whether virtual nodes have a label. Users can add labels of their own, but no part of Azure adds these to virtual nodes. */
export function canHave(key: string): boolean {
  return (
    key === hostname ||
    Object.hasOwn(ofAll, key) ||
    !/(^|[.])(kubernetes\.io|k8s\.io|kubernetes\.azure\.com)\/|^(agentpool|storagetier|storageprofile|accelerator|node-role)$/.test(key)
  )
}

/** Whether a label is on every virtual node, with whatever value. */
export function isOnAll(key: string): boolean {
  return key === hostname || Object.hasOwn(ofAll, key)
}

/** What the pods require that no virtual node has, unless somebody adds the label. Of several terms of an affinity, one must be met. */
export function unmet({nodeSelector = {}, affinity}: PodSpec): readonly Requirement[] {
  const selected = Object.entries(nodeSelector).map(([key, value]) => ({key, operator: 'In', values: [value ?? ''], holder: nodeSelector}))
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const perTerm = terms.map(({matchExpressions = []}) =>
    matchExpressions
      .map(expression => ({
        key: expression.key ?? '',
        operator: expression.operator ?? '',
        values: expression.values ?? [],
        holder: expression,
      }))
      .filter(requirement => !isMet(requirement)),
  )
  const nearest = perTerm.toSorted((a, b) => a.length - b.length)[0] ?? []
  return [...selected.filter(requirement => !isMet(requirement)), ...nearest]
}

function isMet({key, operator, values}: Requirement): boolean {
  const own = Object.hasOwn(ofAll, key) ? ofAll[key] : undefined
  if (key === hostname) return operator !== 'DoesNotExist'
  switch (operator) {
    case 'In':
      return own?.some(value => values.includes(value)) ?? false
    case 'NotIn':
      return own?.some(value => !values.includes(value)) ?? true
    case 'Exists':
      return own !== undefined
    case 'DoesNotExist':
      return own === undefined
    default:
      return false
  }
}

/** As in `agentpool: nodepool1` or `type NotIn [virtual-kubelet]`. */
export function requirementText({key, operator, values}: Requirement): string {
  if (operator === 'In' && values.length === 1) return `${key}: ${values[0]}`
  return values.length === 0 ? `${key} ${operator}` : `${key} ${operator} [${values.join(', ')}]`
}
