import {ensureFields, textOf, type KubeObject} from '../object.ts'
import {forbidden} from '../status-error.ts'

// The two priority classes that every cluster has. The sandbox supports no others.
const classes: Readonly<Record<string, number>> = {'system-cluster-critical': 2_000_000_000, 'system-node-critical': 2_000_001_000}

export function setPriority(pod: KubeObject): void {
  const spec = ensureFields(pod, 'spec')
  const name = textOf(spec, 'priorityClassName')
  const priority = name === '' ? 0 : classes[name]
  if (priority === undefined) {
    throw forbidden({group: '', resource: 'pods', name: pod.metadata.name}, `no PriorityClass with name ${name} was found`)
  }
  spec.priority = priority
  spec.preemptionPolicy ??= 'PreemptLowerPriority'
}
