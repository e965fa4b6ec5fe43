import {ofKind} from '../../../kubernetes/objects.ts'
import {listObjects} from '../../../kubernetes/read.ts'
import {runsConnectorOf} from '../../model/deployment-arguments.ts'
import type {StepKind} from './step.ts'

/** Waits until no pod runs the connector: a running connector would write the status and the lease of its node again. */
export interface WaitUntilStopped {
  readonly do: 'wait-until-stopped'
  readonly nodeName: string
  /** Namespace of the connector's pods. */
  readonly namespace: string
}

const pollMs = 250

export const waitUntilStopped: StepKind<WaitUntilStopped> = {
  describe: ({nodeName}) => `Wait until the connector of ${nodeName} has stopped`,

  async take({nodeName, namespace}, {host, session, deadline}) {
    while (host.now() < deadline) {
      const {objects, unread} = await listObjects(session.kubectl, {kinds: ['pods'], namespace})
      if (unread.length === 0 && !ofKind(objects, 'Pod').some(pod => runsConnectorOf(pod, nodeName))) return
      await host.sleep(pollMs)
    }
  },
}
