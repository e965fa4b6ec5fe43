import {ofKind} from '../../../kubernetes/objects.ts'
import {listObjects} from '../../../kubernetes/read.ts'
import {unreadError} from '../../../kubernetes/unread.ts'
import {deletePods} from '../../../kubernetes/write.ts'
import {runsConnectorOf} from '../../model/deployment-arguments.ts'
import type {StepKind} from '../../session/step.ts'

/** Deletes the pod of a connector, so that its Deployment creates a new one. */
export interface RestartPod {
  readonly do: 'restart'
  readonly release: string
  readonly namespace: string
  readonly nodeName: string
  readonly why: string
}

export const restartPod: StepKind<RestartPod> = {
  describe: ({release, why}) => `Restart ${release}: ${why}`,

  /** Unlike `kubectl rollout restart`, this does not change the Deployment. */
  async take({namespace, nodeName}, {session: {kubectl}}) {
    const {objects, unread} = await listObjects(kubectl, {kinds: ['pods'], namespace})
    if (unread.length > 0) throw unreadError(`restart the pod of ${nodeName}`, unread)
    const names = ofKind(objects, 'Pod')
      .filter(pod => runsConnectorOf(pod, nodeName))
      .map(({metadata}) => metadata.name)
    if (names.length > 0) await deletePods(kubectl, namespace, names, {graceSeconds: 1})
  },
}
