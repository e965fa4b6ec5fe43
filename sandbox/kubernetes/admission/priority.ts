import type {Context} from '../context.ts'
import {ensureFields, numberOf, textOf, type KubeObject} from '../object.ts'
import {forbidden} from '../status-error.ts'

const classes = 'priorityclasses.scheduling.k8s.io'

/** Sets the priority of a pod: that of its PriorityClass, else of the default one, else 0. */
export function setPriority({store}: Context, pod: KubeObject): void {
  const spec = ensureFields(pod, 'spec')
  const name = textOf(spec, 'priorityClassName')
  const found = name === '' ? store.list(classes).find(({globalDefault}) => globalDefault === true) : store.get(classes, undefined, name)
  const refuse = (why: string): Error => forbidden({group: '', resource: 'pods', name: pod.metadata.name}, why)
  if (name !== '' && found === undefined) throw refuse(`no PriorityClass with name ${name} was found`)
  if (found !== undefined) spec.priorityClassName = found.metadata.name
  const computed = {
    priority: (found === undefined ? undefined : numberOf(found, 'value')) ?? 0,
    preemptionPolicy: textOf(found, 'preemptionPolicy') || 'PreemptLowerPriority',
  }
  const must = 'must not be provided in pod spec; priority admission controller computed'
  const from = 'from the given PriorityClass name'
  const priority = numberOf(spec, 'priority')
  if (priority !== undefined && priority !== computed.priority)
    throw refuse(`the integer value of priority (${priority}) ${must} ${computed.priority} ${from}`)
  const policy = textOf(spec, 'preemptionPolicy')
  if (policy !== '' && policy !== computed.preemptionPolicy)
    throw refuse(`the string value of PreemptionPolicy (${policy}) ${must} ${computed.preemptionPolicy} ${from}`)
  Object.assign(spec, computed)
}
