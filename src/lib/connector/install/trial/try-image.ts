import {isLive, statesOf, waitingReason, whyNotReady} from '../../../checks/facts/pod-state.ts'
import {waitsForImage} from '../../../checks/rules/connector-pod.ts'
import {TimedOutError, UserError, withHints} from '../../../errors.ts'
import {ofKind, type DeploymentObject, type KubeObject, type PodObject} from '../../../kubernetes/objects.ts'
import {readObjects} from '../../../kubernetes/read.ts'
import {unreadError} from '../../../kubernetes/unread.ts'
import {createObjects, deleteObjects, deletePods} from '../../../kubernetes/write.ts'
import {patienceMs} from '../../wait/history.ts'
import type {StepContext, StepKind} from '../../session/step.ts'
import {trialPod} from './trial-pod.ts'

/** Runs the new image of a connector in a pod of its own, while the old pod still runs. */
export interface TryImage {
  readonly do: 'try-image'
  readonly release: string
  readonly image: string
  /** The Deployment as the chart renders it. */
  readonly rendered: DeploymentObject
  /** The Deployment as it is. */
  readonly live: DeploymentObject
}

const pauseMs = 300
const skip = 'To upgrade without this test, pass --skip-checks image-pulled.'

export const tryImage: StepKind<TryImage> = {
  describe: ({release, image}) => `Test the image ${image} in a pod of its own, while ${release} still runs`,

  /** Rejects with UserError if Kubernetes refuses the pod, or if the image cannot be pulled. Deletes the pod in any case. */
  async take(step, context) {
    const {kubectl, lastKubectl} = context.session
    const pod = trialPod(step.rendered, step.live)
    if (pod === undefined) return
    const {name, namespace = ''} = pod.metadata
    try {
      await create(pod, context)
      await untilPulled(step, pod, context)
    } finally {
      const last = context.host.signal.aborted ? lastKubectl : kubectl
      await deletePods(last, namespace, [name], {graceSeconds: 1}).catch((error: unknown) => {
        context.host.talk.info(`The pod ${namespace}/${name} could not be deleted. ${(error as Error).message}`)
      })
    }
  },
}

/** Creates the pod. A run that was killed may have left one. */
async function create(pod: KubeObject, {session: {kubectl}}: StepContext): Promise<void> {
  const {name, namespace = ''} = pod.metadata
  try {
    const existed = await createObjects(kubectl, [pod], {mayExist: [pod]})
    if (existed.length === 0) return
    await deleteObjects(kubectl, [{apiVersion: 'v1', kind: 'Pod', name, namespace}], {waitMs: 30_000})
    await createObjects(kubectl, [pod], {mayExist: []})
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw withHints(error, [skip])
  }
}

/** Waits until the image is there. If no node takes the pod, that says nothing about the image: the pod of the connector gives its place free first. */
async function untilPulled({image}: TryImage, {metadata}: KubeObject, {host, session, deadline}: StepContext): Promise<void> {
  const {name, namespace = ''} = metadata
  let before: {readonly state: TrialState; readonly since: number} | undefined
  for (;;) {
    const {objects, unread} = await readObjects(session.kubectl, [{apiVersion: 'v1', kind: 'Pod', name, namespace}])
    if (unread.length > 0) throw unreadError(`read the pod ${namespace}/${name}`, unread)
    const [pod] = ofKind(objects, 'Pod')
    const at = host.now().getTime()
    const state = trialState(pod)
    const since = before?.state === state ? before.since : at
    before = {state, since}
    if (state === 'pulled') return
    const lasts = at - since >= patienceMs
    if (state === 'no-image' && lasts) throw notPulled(image, pod)
    if (state === 'ended' || (state === 'no-node' && lasts)) {
      host.talk.warning(`The image ${image} was not tested: ${pod === undefined ? 'somebody deleted the pod' : whyNotReady(pod)}.`)
      return
    }
    if (at >= deadline.getTime()) throw new TimedOutError(`The image ${image} was not pulled in time.`, {hints: [skip]})
    await host.sleep(pauseMs)
  }
}

function notPulled(image: string, pod: PodObject | undefined): UserError {
  const {reason = '', message = ''} = (pod && waitsForImage(pod)) ?? {}
  const why = message === '' ? '' : `: ${message}`
  return new UserError(`The nodes cannot pull the image ${image} (${reason}${why}).`, {
    hints: ['Choose an image that the registry has.', skip],
  })
}

type TrialState = 'waiting' | 'no-node' | 'no-image' | 'pulled' | 'ended'

function trialState(pod: PodObject | undefined): TrialState {
  if (pod === undefined) return 'ended'
  if (waitsForImage(pod) !== undefined) return 'no-image'
  // What comes after the pull says nothing about the image.
  const isPulled = statesOf(pod).some(
    ({state: {waiting, running, terminated} = {}}) =>
      running !== undefined || terminated !== undefined || (waiting?.reason !== undefined && !beforePull.has(waiting.reason)),
  )
  if (isPulled) return 'pulled'
  if (!isLive(pod)) return 'ended'
  return waitingReason(pod) === 'Unschedulable' ? 'no-node' : 'waiting'
}

const beforePull: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing'])
