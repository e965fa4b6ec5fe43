import {TimedOutError, UserError} from '../../errors.ts'
import {ofKind} from '../../kubernetes/objects.ts'
import {listObjects} from '../../kubernetes/read.ts'
import {kubectl} from '../../printed-commands/printed-command.ts'
import {reasonsOf} from '../../kubernetes/unread.ts'
import {runsConnectorOf} from '../model/deployment-arguments.ts'
import type {StepContext} from './step.ts'

const pollMs = 250
/** After a Deployment is deleted, Kubernetes deletes its pods within seconds, or within a minute if the control plane was restarted. */
const patienceMs = 120_000

/**
 * Waits until no pod in a namespace runs the connector of a node. Rejects with UserError if nothing deletes such a pod, and with TimedOutError at the
 * deadline.
 */
export async function untilStopped(
  {host, session, deadline}: Pick<StepContext, 'host' | 'session' | 'deadline'>,
  {namespace, nodeName}: {readonly namespace: string; readonly nodeName: string},
): Promise<void> {
  const patientUntil = host.now().getTime() + patienceMs
  for (;;) {
    const {objects, unread} = await listObjects(session.kubectl, {kinds: ['pods'], namespace})
    const running = ofKind(objects, 'Pod').filter(pod => runsConnectorOf(pod, nodeName))
    if (unread.length === 0 && running.length === 0) return
    const stays = running.find(({metadata}) => metadata.deletionTimestamp === undefined)
    if (stays !== undefined && host.now().getTime() >= patientUntil) {
      throw new UserError(`The pod ${namespace}/${stays.metadata.name} still runs the connector of ${nodeName}, and nothing deletes it.`, {
        hints: [
          'Delete its controller, or the pod itself, then run the same command again:',
          kubectl`delete pod ${stays.metadata.name} --namespace ${namespace}`,
        ],
      })
    }
    if (host.now() >= deadline) {
      const why = [...running.map(({metadata}) => `the pod ${namespace}/${metadata.name} still runs it`), ...reasonsOf(unread)]
      throw new TimedOutError(`The connector of ${nodeName} has not stopped in time: ${why.join('; ')}`)
    }
    await host.sleep(pollMs)
  }
}
