import type {ContainerStatus, PodObject} from '../../kubernetes/objects.ts'
import {connectorRule} from '../facts/connector-values.ts'
import {isLive, isReady, restarts, statesOf, whyNotReady} from '../facts/pod-state.ts'
import {gist} from '../wording/error-text.ts'

export const podReady = connectorRule({
  id: 'pod-ready',
  category: 'connector',
  title: "The connector's pod is ready",
  page: {
    symptom: 'The pod of the connector is `Pending`, waiting, crashing, or running without being ready.',
    cause:
      'The message shows the state of the pod. For example, no node has room for it, the image cannot be pulled, or the provider crashes. Other findings give more details.',
    fix: 'Follow the more specific finding if there is one. Otherwise read the log and the events of the pod.',
  },
  needs: ['deployments', 'pods'],
  check(_, {deployments: [deployment], pods}) {
    if (deployment === undefined) {
      return {
        verdict: 'problem',
        message: 'Its Deployment does not exist.',
        remedy: 'Run install-connector with the same arguments again.',
      }
    }
    const where = `--namespace ${deployment.metadata.namespace ?? 'default'}`
    const pod = pods.find(isReady) ?? pods[0]
    if (pod === undefined) {
      return {
        verdict: 'problem',
        message: 'Its Deployment has no pod.',
        remedy: `kubectl describe deployment ${deployment.metadata.name} ${where}`,
      }
    }
    if (!isReady(pod)) {
      return {
        verdict: 'problem',
        message: `Pod ${pod.metadata.name}: ${whyNotReady(pod)}`,
        remedy: `kubectl logs ${pod.metadata.name} ${where}`,
      }
    }
    const count = restarts(pod)
    if (count > 0) {
      return {
        verdict: 'warning',
        message: `Pod ${pod.metadata.name} is ready after ${count} restart${count === 1 ? '' : 's'}.`,
        remedy: `kubectl logs ${pod.metadata.name} ${where} --previous`,
      }
    }
    return {verdict: 'ok', message: `Pod ${pod.metadata.name} is ready`}
  },
})

export const podScheduled = connectorRule({
  id: 'pod-scheduled',
  category: 'connector',
  title: "The connector's pod is assigned to a node",
  page: {
    symptom: 'The pod of the connector is `Pending`, with `FailedScheduling` in its events.',
    cause: 'No Linux amd64 node of the cluster has room for the pod, or all of them have taints that the pod does not tolerate.',
    fix: 'Add a node pool or free some resources. If a taint is the reason, set tolerations with `vkctl install-connector --set-values`.',
  },
  needs: ['pods'],
  check(_, {pods}) {
    for (const {metadata, status} of pods.filter(isLive)) {
      const scheduled = status?.conditions?.find(({type}) => type === 'PodScheduled')
      if (scheduled?.status !== 'False') continue
      return {
        verdict: 'problem',
        message: `No node was found for the pod ${metadata.name}: ${scheduled.message ?? scheduled.reason ?? 'Kubernetes does not say why'}`,
        remedy: `kubectl describe pod ${metadata.name} --namespace ${metadata.namespace ?? 'default'}`,
      }
    }
    return {verdict: 'ok', message: pods.length === 0 ? 'It has no pod' : 'Its pod has a node'}
  },
})

/** Why the kubelet has no image. */
const reasons: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
])

export function waitsForImage(pod: PodObject): {readonly container: string; readonly reason: string; readonly message: string} | undefined {
  for (const {name, state} of statesOf(pod)) {
    const {reason, message = ''} = state?.waiting ?? {}
    if (reason !== undefined && reasons.has(reason)) return {container: name, reason, message}
  }
  return undefined
}

export const imagePulled = connectorRule({
  id: 'image-pulled',
  category: 'connector',
  title: "The connector's image can be pulled",
  page: {
    symptom: 'The pod of the connector is in `ErrImagePull`, `ImagePullBackOff` or `InvalidImageName`.',
    cause:
      'The registry or the tag no longer exists (`microsoft/virtual-kubelet` and `virtualkubelet.azurecr.io` are gone), the nodes cannot reach the registry, or the node is arm64, for which there is no image.',
    fix: 'Choose an existing tag with `vkctl install-connector --image-tag`, or another registry with `--set-values` (`image.repository`). A firewall must let the nodes reach `mcr.microsoft.com`.',
  },
  needs: ['pods'],
  check(_, {pods}) {
    for (const pod of pods.filter(isLive)) {
      const waiting = waitsForImage(pod)
      if (waiting === undefined) continue
      const {containers = [], initContainers = []} = pod.spec ?? {}
      const image = [...initContainers, ...containers].find(({name}) => name === waiting.container)?.image ?? 'the image'
      const why = waiting.message === '' ? '' : `: ${gist(waiting.message).replace(/\.$/, '')}`
      return {
        verdict: 'problem',
        message: `Pod ${pod.metadata.name} has no image ${image} (${waiting.reason}${why}).`,
        remedy: 'Run install-connector with an --image-tag that the registry has.',
      }
    }
    return {verdict: 'ok', message: 'No pod waits for an image'}
  },
})

const patienceMs = 120_000

export const initDone = connectorRule({
  id: 'init-done',
  category: 'connector',
  title: "The connector's init container has completed",
  page: {
    symptom: 'The pod of the connector stays in `Init:0/1` for up to an hour, or is in `Init:Error`.',
    cause:
      'The init container of the chart `virtual-kubelet-azure-aci` checks the identity and the subnet before the connector starts. If a check fails, it tries again every minute.',
    fix: 'Read the log of the init container. It shows what failed. The chart of `vkctl` has no such container; `vkctl` checks the same things before it installs.',
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
