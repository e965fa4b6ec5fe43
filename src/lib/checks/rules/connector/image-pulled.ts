import type {PodObject} from '../../../kubernetes/objects.ts'
import {connectorRule} from '../../connector-values.ts'
import {gist} from '../../error-text.ts'
import {isLive, statesOf} from '../../pod-state.ts'

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
  title: 'The image of the connector can be pulled',
  page: {
    symptom: 'The pod of the connector is in ErrImagePull, ImagePullBackOff or InvalidImageName.',
    cause:
      'The registry or the tag is not there any more (microsoft/virtual-kubelet and virtualkubelet.azurecr.io are gone), the nodes cannot reach the registry, or it is an arm64 node, for which there is no image.',
    fix: 'Give a tag that exists with install-connector --image-tag, or another registry with --set-values (image.repository). A firewall has to let the nodes reach mcr.microsoft.com.',
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
