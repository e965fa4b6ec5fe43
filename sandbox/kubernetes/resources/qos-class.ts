import {fieldsOf, listOf, textOf, type KubeObject} from '../object.ts'

/** Guaranteed when every container has equal limits and requests of cpu and memory, BestEffort when none has any. */
export function qosClass(pod: KubeObject): 'BestEffort' | 'Burstable' | 'Guaranteed' {
  const containers = [...listOf(pod.spec, 'containers'), ...listOf(pod.spec, 'initContainers')]
  let some = false
  let guaranteed = true
  for (const container of containers) {
    const limits = fieldsOf(container.resources, 'limits')
    const requests = fieldsOf(container.resources, 'requests')
    for (const name of ['cpu', 'memory']) {
      const limit = textOf(limits, name)
      const request = textOf(requests, name)
      if (limit !== '' || request !== '') some = true
      if (limit === '' || (request !== '' && request !== limit)) guaranteed = false
    }
  }
  if (!some) return 'BestEffort'
  return guaranteed ? 'Guaranteed' : 'Burstable'
}
