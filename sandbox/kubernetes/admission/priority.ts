import type {Context} from '../context.ts'
import {ensureFields, numberOf, textOf, type KubeObject} from '../object.ts'
import {forbidden} from '../status-error.ts'

const classes = 'priorityclasses.scheduling.k8s.io'

/** Sets the priority of a pod: that of its PriorityClass, else of the default one, else 0. */
export function setPriority({store}: Context, pod: KubeObject): void {
  const spec = ensureFields(pod, 'spec')
  const name = textOf(spec, 'priorityClassName')
  const found = name === '' ? store.list(classes).find(({globalDefault}) => globalDefault === true) : store.get(classes, undefined, name)
  if (name !== '' && found === undefined) {
    throw forbidden({group: '', resource: 'pods', name: pod.metadata.name}, `no PriorityClass with name ${name} was found`)
  }
  if (found !== undefined) spec.priorityClassName = found.metadata.name
  spec.priority = (found === undefined ? undefined : numberOf(found, 'value')) ?? 0
  spec.preemptionPolicy ??= textOf(found, 'preemptionPolicy') || 'PreemptLowerPriority'
}
