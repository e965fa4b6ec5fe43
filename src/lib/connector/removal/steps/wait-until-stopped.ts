import {TimedOutError, UserError} from '../../../errors.ts'
import {ofKind, type PodObject} from '../../../kubernetes/objects.ts'
import {listObjects} from '../../../kubernetes/read.ts'
import {runsConnectorOf} from '../../model/deployment-arguments.ts'
import type {StepKind} from '../../session/step.ts'

/** Waits until no pod runs the connector: a running connector would write the status and the lease of its node again. */
export interface WaitUntilStopped {
  readonly do: 'wait-until-stopped'
  readonly nodeName: string
  /** Namespace of the connector's pods. */
  readonly namespace: string
}

const pollMs = 250
/** After a Deployment is deleted, Kubernetes deletes its pods within seconds, or within a minute if the control plane was restarted. */
const patienceMs = 120_000

export const waitUntilStopped: StepKind<WaitUntilStopped> = {
  describe: ({nodeName}) => `Wait until the connector of ${nodeName} has stopped`,

  async take({nodeName, namespace}, {host, session, deadline}) {
    const patientUntil = host.now().getTime() + patienceMs
    let running: readonly PodObject[] = []
    while (host.now() < deadline) {
      const {objects, unread} = await listObjects(session.kubectl, {kinds: ['pods'], namespace})
      running = ofKind(objects, 'Pod').filter(pod => runsConnectorOf(pod, nodeName))
      if (unread.length === 0 && running.length === 0) return
      const stays = running.find(({metadata}) => metadata.deletionTimestamp === undefined)
      if (stays !== undefined && host.now().getTime() >= patientUntil) {
        throw new UserError(
          `The pod ${namespace}/${stays.metadata.name} still runs the connector of ${nodeName}, and nothing deletes it.`,
          {
            hints: [
              `Delete its controller, or the pod itself, then run the command again: kubectl delete pod ${stays.metadata.name} -n ${namespace}`,
            ],
          },
        )
      }
      await host.sleep(pollMs)
    }
    throw new TimedOutError(
      `The connector of ${nodeName} has not stopped in time${running.length === 0 ? '' : `: ${running.map(({metadata}) => metadata.name).join(', ')}`}.`,
    )
  },
}
