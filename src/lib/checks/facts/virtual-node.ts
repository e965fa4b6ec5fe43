import type {NodeObject} from '../../kubernetes/objects.ts'

type Taint = NonNullable<NonNullable<NodeObject['spec']>['taints']>[number]

/** The taint of connectors before August 2018. */
export const earlyTaintKey = 'azure.com/aci'

/** Taints by which Kubernetes shows a state of the node that it also shows elsewhere: a cordon, and a node that is not ready. */
const stateTaints: ReadonlySet<string> = new Set(['unschedulable', 'not-ready', 'unreachable'].map(state => `node.kubernetes.io/${state}`))

/** The labels that pods for virtual nodes select (azure-aci v1.6.4, pkg/provider/vk_node.go). */
function expectedLabels(osType: string): Readonly<Record<string, string>> {
  const os = osType.toLowerCase()
  return {type: 'virtual-kubelet', 'kubernetes.io/role': 'agent', 'kubernetes.io/os': os, 'beta.kubernetes.io/os': os}
}

/** The labels that the node lacks or has with another value, as `key=value`. */
export function missingLabels({metadata: {labels = {}}}: NodeObject, osType: string): readonly string[] {
  return Object.entries(expectedLabels(osType))
    .filter(([key, value]) => labels[key] !== value)
    .map(([key, value]) => `${key}=${value}`)
}

/** Whether the node has the taint that keeps other pods off it; `expected` is undefined if its connector sets none. */
export function hasTaint(node: NodeObject, expected: Taint | undefined): boolean {
  const isWhole = (taint: Taint): boolean => taint.key !== expected?.key || (taint.value ?? '') === (expected.value ?? '')
  return expected === undefined || taintsOf(node).some(taint => isOwn(taint, expected) && isWhole(taint))
}

/** The taints that keep away the pods that are meant for this node, as `key=value:effect`. */
export function foreignTaints(node: NodeObject, expected: Taint | undefined): readonly string[] {
  return taintsOf(node)
    .filter(taint => taint.effect !== 'PreferNoSchedule' && !stateTaints.has(taint.key))
    .filter(taint => expected === undefined || !isOwn(taint, expected))
    .map(({key, value = '', effect}) => `${key}${value === '' ? '' : `=${value}`}:${effect}`)
}

function taintsOf({spec: {taints = []} = {}}: NodeObject): readonly Taint[] {
  return taints
}

function isOwn({key, effect}: Taint, expected: Taint): boolean {
  return (key === expected.key || key === earlyTaintKey) && effect === expected.effect
}
