import {ensureFields, listOf, type Fields, type KubeObject} from '../object.ts'

const notReady = 'node.kubernetes.io/not-ready'
const unreachable = 'node.kubernetes.io/unreachable'
const patienceSeconds = 300

/** A pod tolerates a failing node for a while, unless it has its own tolerations (DefaultTolerationSeconds). */
export function addTolerations(pod: KubeObject): void {
  const spec = ensureFields(pod, 'spec')
  const given = listOf(spec, 'tolerations')
  const tolerates = (key: string): boolean =>
    given.some(
      toleration =>
        (toleration.key === key || (toleration.key ?? '') === '') &&
        (toleration.effect === 'NoExecute' || (toleration.effect ?? '') === ''),
    )
  const added = [notReady, unreachable]
    .filter(key => !tolerates(key))
    .map(key => ({key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: patienceSeconds}))
  const all: Fields[] = [...given, ...added]
  if (all.length > 0) spec.tolerations = all
}

/** A new node gets no pods until it is ready (TaintNodesByCondition). */
export function addNodeTaint(node: KubeObject): void {
  const spec = ensureFields(node, 'spec')
  const taints = listOf(spec, 'taints')
  if (!taints.some(({key}) => key === notReady)) spec.taints = [...taints, {key: notReady, effect: 'NoSchedule'}]
}
