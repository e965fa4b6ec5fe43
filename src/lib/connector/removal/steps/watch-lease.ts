import {UserError} from '../../../errors.ts'
import {kubectl as kubectlCommand} from '../../../printed-commands/printed-command.ts'
import {nodeLeaseRef} from '../../../kubernetes/node.ts'
import {ofKind, type LeaseObject} from '../../../kubernetes/objects.ts'
import {readObjects} from '../../../kubernetes/read.ts'
import {unreadError} from '../../../kubernetes/unread.ts'
import {leaseAge} from '../../../checks/facts/node-state.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import type {StepKind} from '../../session/step.ts'

/** Makes sure that nothing runs a node for which vkctl found no connector that runs: that would write the node and its lease again. */
export interface WatchLease {
  readonly do: 'watch-lease'
  readonly nodeName: string
}

const pollMs = 500
/** A running connector renews the lease every 10 s (virtual-kubelet v1.11, node/lease_controller_v1.go), as a kubelet does. */
const silentSeconds = 15

export const watchLease: StepKind<WatchLease> = {
  describe: ({nodeName}) => `Check that nothing renews the lease of ${nodeName}`,

  async take({nodeName}, {host, session}) {
    const first = await readLease(session, nodeName)
    for (let lease = first; ; lease = await readLease(session, nodeName)) {
      if (lease?.spec?.renewTime !== first?.spec?.renewTime) throw renewed(nodeName)
      const since = leaseAge(lease, session.now())
      if (since === undefined || since.expired || since.age > silentSeconds) return
      await host.sleep(pollMs)
    }
  },
}

async function readLease({kubectl}: ClusterSession, name: string): Promise<LeaseObject | undefined> {
  const {objects, unread} = await readObjects(kubectl, [nodeLeaseRef(name)])
  if (unread.length > 0) throw unreadError(`read the lease of the node ${name}`, unread)
  return ofKind(objects, 'Lease')[0]
}

function renewed(nodeName: string): UserError {
  return new UserError(
    `The node ${nodeName} was not removed: something still renews its lease, so a connector that vkctl did not find runs.`,
    {
      hints: [
        'Stop that connector, then run the same command again. The address of the node is that of its pod:',
        kubectlCommand`get node ${nodeName} --output wide`,
      ],
    },
  )
}
