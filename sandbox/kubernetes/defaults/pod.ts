import {ensureFields, fieldsOf, isFields, listOf, type KubeObject} from '../object.ts'
import {fill} from './fill.ts'
import {setPodSpecDefaults} from './pod-spec.ts'

export function setPodDefaults(pod: KubeObject): void {
  const spec = ensureFields(pod, 'spec')
  for (const container of [...listOf(spec, 'containers'), ...listOf(spec, 'initContainers')]) {
    const limits = fieldsOf(container.resources, 'limits')
    // A limit without a request asks for as much as it allows.
    if (isFields(container.resources) && Object.keys(limits).length > 0) fill(ensureFields(container.resources, 'requests'), limits)
  }
  fill(spec, {enableServiceLinks: true})
  setPodSpecDefaults(spec)
}
