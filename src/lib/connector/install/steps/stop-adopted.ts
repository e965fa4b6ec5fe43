import {UserError} from '../../../errors.ts'
import {ofKind} from '../../../kubernetes/objects.ts'
import {listObjects} from '../../../kubernetes/read.ts'
import {unreadError} from '../../../kubernetes/unread.ts'
import {scaleDeployment} from '../../../kubernetes/write.ts'
import type {DeploymentRef} from '../adopt/adopted.ts'
import {runsConnectorOf} from '../../model/deployment-arguments.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import type {Host} from '../../session/host.ts'
import type {StepKind} from '../../session/step.ts'

/** Stops the connector that is taken over: two must never register one node. Its node and its pods stay. */
export interface StopAdopted extends DeploymentRef {
  readonly do: 'stop-adopted'
  readonly nodeName: string
  /** How many pods it has now. */
  readonly replicas: number
}

const pollMs = 250
/** A pod has 30 s to end (its grace period); more would cost the node. */
const patienceMs = 45_000

export const stopAdopted: StepKind<StopAdopted> = {
  describe: ({nodeName, namespace, name}) => `Stop the connector of ${nodeName}: scale the Deployment ${namespace}/${name} to 0`,
  async take({namespace, name, nodeName}, {host, session}) {
    await scaleDeployment(session.kubectl, {namespace, name}, 0)
    await untilStopped(host, session, {namespace, nodeName})
  },
}

/** Waits until no pod in a namespace runs the connector of a node. */
export async function untilStopped(
  host: Host,
  {kubectl}: ClusterSession,
  {namespace, nodeName}: {readonly namespace: string; readonly nodeName: string},
): Promise<void> {
  const until = host.now().getTime() + patienceMs
  for (;;) {
    const {objects, unread} = await listObjects(kubectl, {kinds: ['pods'], namespace})
    const running = ofKind(objects, 'Pod').filter(pod => runsConnectorOf(pod, nodeName))
    if (unread.length === 0 && running.length === 0) return
    if (host.now().getTime() >= until) {
      if (unread.length > 0) throw unreadError(`wait until the connector of ${nodeName} has stopped`, unread)
      throw new UserError(`The pod ${namespace}/${running[0]?.metadata.name} still runs the connector of ${nodeName}.`)
    }
    await host.sleep(pollMs)
  }
}
