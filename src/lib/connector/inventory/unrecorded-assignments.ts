import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {aciResourceGroupOf} from './aci-resource-group.ts'
import {readDescribedAssignments, type DescribedAssignment} from './described-assignments.ts'
import type {Installed} from './installed.ts'
import {ownAssignments} from './role-assignments.ts'

/**
 * The role assignments that vkctl created for connectors of this cluster, and that belong to no connector with a record. A record that is lost leaves them,
 * for example those of a service principal that only the command line named.
 */
export async function readUnrecordedAssignments(
  host: Pick<Host, 'azure'>,
  session: Pick<ClusterSession, 'cluster'>,
  installed: readonly Installed[],
): Promise<readonly DescribedAssignment[]> {
  const groups = new Set([session.cluster.nodeResourceGroup, ...installed.map(connector => aciResourceGroupOf(connector, session))])
  const described = await readDescribedAssignments(host, session, [...groups])
  const recorded = new Set(
    installed
      .filter(({record}) => record !== undefined)
      .flatMap(connector => ownAssignments(connector, session, host.azure.subscriptionId))
      .map(({id}) => id.toLowerCase()),
  )
  return described.filter(({id}) => !recorded.has(id.toLowerCase()))
}
