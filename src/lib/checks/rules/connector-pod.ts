import {kubectl} from '../../printed-commands/printed-command.ts'
import type {ContainerStatus} from '../../kubernetes/kinds/container-status.ts'
import type {PodObject} from '../../kubernetes/objects.ts'
import {connectorRule} from '../facts/connector-values.ts'
import {hasStarted, imageOf, isLive, isReady, lastRestart, restarts, statesOf, whyNotReady} from '../facts/pod-state.ts'
import {whenChanged, whenMissing} from '../facts/drift.ts'
import {isBeforeRoles} from '../facts/permissions.ts'
import {workloadFault} from '../facts/workload-state.ts'
import {gist} from '../wording/error-text.ts'
import {installAgain} from '../wording/install-again.ts'
import {shortPullError} from '../wording/pull-error.ts'
import {startErrorIds} from './start-errors.ts'

export const podReady = connectorRule({
  id: 'pod-ready',
  explainedBy: [
    'references-exist',
    'pod-scheduled',
    'image-pulled',
    'init-done',
    'start-token',
    ...startErrorIds,
    whenChanged(['Deployment'], /^spec\.(replicas|template)/),
    whenMissing(['Deployment']),
    'namespace-stays',
    'release-deployed',
  ],
  category: 'connector',
  title: "The connector's pod is ready",
  page: {
    symptom: 'The pod of the connector is `Pending`, waiting, crashing, or running without being ready.',
    cause:
      'The message shows the state of the pod. For example, no node has room for it, the image cannot be pulled, or the provider crashes. Other findings give more details.',
    fix: 'Follow the more specific finding if there is one. Otherwise read the log and the events of the pod.',
  },
  needs: ['deployments', 'pods', 'roles'],
  check(connector, {deployments: [deployment], pods, roles}) {
    if (deployment === undefined) {
      return {verdict: 'problem', message: 'The Deployment of the connector does not exist.', remedy: [installAgain(connector)]}
    }
    const {name, namespace = 'default'} = deployment.metadata
    const pod = pods.find(isReady) ?? pods[0]
    if (pod === undefined) {
      const fault = workloadFault(deployment, pods)
      const allow = `The message names the policy, webhook or quota. Let it allow the pods of the namespace ${namespace}.`
      return {
        verdict: 'problem',
        message: `The Deployment ${name} has no pod. ${fault?.message ?? ''}`,
        remedy: fault?.reason === 'FailedCreate' ? allow : kubectl`describe deployment ${name} --namespace ${namespace}`,
      }
    }
    if (!isReady(pod)) {
      return {
        verdict: 'problem',
        message: `The pod ${pod.metadata.name} is not ready: ${whyNotReady(pod)}`,
        remedy: hasStarted(pod)
          ? kubectl`logs ${pod.metadata.name} --namespace ${namespace}`
          : kubectl`describe pod ${pod.metadata.name} --namespace ${namespace}`,
      }
    }
    const count = restarts(pod)
    if (count > 0 && isBeforeRoles(lastRestart(pod), roles))
      return {verdict: 'ok', message: `The pod ${pod.metadata.name} is ready; its container restarted before its role took effect`}
    if (count > 0) {
      return {
        verdict: 'warning',
        message: `The pod ${pod.metadata.name} is ready, but its container was restarted ${count === 1 ? 'once' : `${count} times`}.`,
        remedy: kubectl`logs ${pod.metadata.name} --namespace ${namespace} --previous`,
      }
    }
    return {verdict: 'ok', message: `The pod ${pod.metadata.name} is ready`}
  },
})

/** Reasons that a kubelet gives for a container without an image. */
const reasons: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
])

/** The first image of a pod that is not there, with the kubelet's reason and its message without the name of the image; undefined if every image is there. */
export function waitsForImage(pod: PodObject): {readonly image: string; readonly reason: string; readonly message: string} | undefined {
  for (const {name, state} of statesOf(pod)) {
    const {reason, message = ''} = state?.waiting ?? {}
    const image = imageOf(pod, name)
    if (reason !== undefined && reasons.has(reason))
      return {image: image ?? 'the image', reason, message: shortPullError(message, image).replace(`${image}: `, '')}
  }
  return undefined
}

export const imagePulled = connectorRule({
  id: 'image-pulled',
  explainedBy: [whenChanged(['Deployment'], /\.image$|imagePullSecrets/)],
  category: 'connector',
  title: "The connector's image can be pulled",
  page: {
    symptom: 'The pod of the connector is in `ErrImagePull`, `ImagePullBackOff` or `InvalidImageName`.',
    cause:
      'The registry or the tag no longer exists (`microsoft/virtual-kubelet` and `virtualkubelet.azurecr.io` are gone), the nodes cannot reach the registry, or the node is arm64, for which there is no image.',
    fix: 'Choose an existing tag with `vkctl install-connector --image-tag`, or another registry with `--set-values` (`image.repository`). A firewall must let the nodes reach `mcr.microsoft.com`.',
  },
  needs: ['pods'],
  check(connector, {pods}) {
    for (const pod of pods.filter(isLive)) {
      const waiting = waitsForImage(pod)
      if (waiting === undefined) continue
      const {image, reason, message} = waiting
      const why = message === '' ? '' : `: ${gist(message).replace(/\.$/, '')}`
      return {
        verdict: 'problem',
        message: `The image ${image} of the pod ${pod.metadata.name} cannot be pulled (${reason}${why}).`,
        remedy: ['Choose a tag that exists in the registry:', installAgain(connector, '--image-tag', 'TAG')],
      }
    }
    return {verdict: 'ok', message: 'No pod waits for an image'}
  },
})

/** An init container that takes longer is a problem. */
const allowedMs = 120_000

export const initDone = connectorRule({
  id: 'init-done',
  explainedBy: [
    'identity-exists',
    'identity-attached',
    'identity-on-node',
    'secret-accepted',
    'imds-reachable',
    'role-assigned',
    'subnet-exists',
  ],
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
          remedy: kubectl`logs ${name} --container ${container.name} --namespace ${namespace}`,
        }
      }
    }
    return {verdict: 'ok', message: 'No init container is running or has failed'}
  },
})

function troubleOf({state, lastState}: ContainerStatus, {metadata}: PodObject, now: Date): string | undefined {
  const {running, waiting, terminated} = state ?? {}
  const failed = terminated ?? lastState?.terminated
  if (failed?.exitCode !== undefined && failed.exitCode !== 0) return `failed with exit code ${failed.exitCode}`
  const since = running?.startedAt ?? (waiting === undefined ? undefined : metadata.creationTimestamp)
  const age = since === undefined ? 0 : now.getTime() - Date.parse(since)
  if (age <= allowedMs) return undefined
  const minutes = Math.floor(age / 60_000)
  return running === undefined
    ? `has been waiting for ${minutes} min (${waiting?.reason ?? 'no reason given'})`
    : `has been running for ${minutes} min`
}
