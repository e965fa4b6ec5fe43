import {az} from '../../../printed-commands/printed-command.ts'
import {readInstalled} from '../../inventory/installed.ts'
import {assignmentsAt} from '../../inventory/role-assignments.ts'
import {readUnrecordedAssignments} from '../../inventory/unrecorded-assignments.ts'
import {chartName} from '../../model/labels.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import type {Host} from '../../session/host.ts'
import type {Wanted} from '../wanted.ts'

/**
 * Warns of the role assignments of a connector whose record is lost and that does not use them any more. vkctl does not delete them itself: without the record,
 * it cannot know whether another connector uses them.
 */
export async function warnOfLostAssignments(host: Host, session: ClusterSession, wanted: readonly Wanted[]): Promise<void> {
  const lost = wanted.filter(({existing: {record, release}}) => record === undefined && release?.chartName === chartName)
  if (lost.length === 0) return
  const names = new Set(lost.map(({record}) => record.connectorName))
  const kept = new Set(wanted.flatMap(({record}) => assignmentsAt(record)).map(({id}) => id.toLowerCase()))
  const unrecorded = await readUnrecordedAssignments(host, session, await readInstalled(host, session))
  const ids = unrecorded.filter(one => names.has(one.connectorName) && !kept.has(one.id.toLowerCase())).map(({id}) => id)
  if (ids.length === 0) return
  host.talk.warning(
    `vkctl created ${ids.length === 1 ? 'a role assignment' : `${ids.length} role assignments`} for ${[...names].join(', ')} that the connector no longer uses, and no record names. If nobody else needs ${ids.length === 1 ? 'it, delete it' : 'them, delete them'}:`,
    [az`role assignment delete --ids ${ids}`],
  )
}
