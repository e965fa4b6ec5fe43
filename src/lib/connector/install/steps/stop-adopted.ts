import {scaleDeployment} from '../../../kubernetes/write.ts'
import type {DeploymentRef} from '../adopt/adopted.ts'
import type {Host} from '../../session/host.ts'
import type {StepKind} from '../../session/step.ts'
import {untilStopped} from '../../session/until-stopped.ts'

/** Stops the connector that is taken over: two must never register one node. Its node and its pods stay. */
export interface StopAdopted extends DeploymentRef {
  readonly do: 'stop-adopted'
  readonly nodeName: string
  /** How many pods it has now. */
  readonly replicas: number
}

/** A pod has 30 s to end (its grace period); more would cost the node. */
const longestStopMs = 45_000

export const stopAdopted: StepKind<StopAdopted> = {
  describe: ({nodeName, namespace, name}) => `Stop the connector of ${nodeName}: scale the Deployment ${namespace}/${name} to 0`,
  async take({namespace, name, nodeName}, {host, session}) {
    await scaleDeployment(session.kubectl, {namespace, name}, 0)
    await untilStopped({host, session, deadline: stopDeadline(host)}, {namespace, nodeName})
  },
}

/** When a connector that is stopped now must have stopped, if its node is to stay. */
export function stopDeadline(host: Pick<Host, 'now'>): Date {
  return new Date(host.now().getTime() + longestStopMs)
}
