import type {ContainerStatus, PodObject} from '../../../kubernetes/objects.ts'
import {connectorRule} from '../../connector-values.ts'
import {isLive} from '../../pod-state.ts'
import {waitsForImage} from './image-pulled.ts'

const patienceMs = 120_000

export const initDone = connectorRule({
  id: 'init-done',
  category: 'connector',
  title: 'Its init container is done',
  page: {
    symptom: 'The pod of the connector stays in Init:0/1, for up to an hour, or is in Init:Error.',
    cause:
      'The init container of the chart virtual-kubelet-azure-aci looks for the identity and at the subnet before the connector starts, and tries again each minute when something is wrong.',
    fix: 'Read its log: it says what it cannot do. vkctl has a chart without such a container, and checks the same before it installs.',
  },
  needs: ['pods'],
  check({now}, {pods}) {
    for (const pod of pods.filter(isLive)) {
      if (waitsForImage(pod) !== undefined) continue
      for (const container of pod.status?.initContainerStatuses ?? []) {
        const trouble = troubleOf(container, pod, now)
        if (trouble === undefined) continue
        const {name, namespace = 'default'} = pod.metadata
        return {
          verdict: 'problem',
          message: `The init container ${container.name} of the pod ${name} ${trouble}.`,
          remedy: `kubectl logs ${name} --container ${container.name} --namespace ${namespace}`,
        }
      }
    }
    return {verdict: 'ok', message: 'No init container is in the way'}
  },
})

function troubleOf({state, lastState}: ContainerStatus, {metadata}: PodObject, now: Date): string | undefined {
  const {running, waiting, terminated} = state ?? {}
  const failed = terminated ?? lastState?.terminated
  if (failed?.exitCode !== undefined && failed.exitCode !== 0) return `failed with exit code ${failed.exitCode}`
  const since = running?.startedAt ?? (waiting === undefined ? undefined : metadata.creationTimestamp)
  const age = since === undefined ? 0 : now.getTime() - Date.parse(since)
  if (age <= patienceMs) return undefined
  const minutes = Math.floor(age / 60_000)
  return running === undefined
    ? `has been waiting for ${minutes} min (${waiting?.reason ?? 'no reason'})`
    : `has been running for ${minutes} min`
}
