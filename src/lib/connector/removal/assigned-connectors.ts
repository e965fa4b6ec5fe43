import {readDescribedAssignments, type DescribedAssignment} from '../inventory/described-assignments.ts'
import {aciResourceGroupOf} from '../inventory/aci-resource-group.ts'
import type {Installed} from '../inventory/installed.ts'
import {ownAssignments, type OwnAssignment} from '../inventory/role-assignments.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {placesOf} from './container-groups.ts'

/** A connector of the cluster, with the role assignments that vkctl creates for it. */
export interface AssignedConnector extends Installed {
  readonly assignments: readonly OwnAssignment[]
}

export interface Assigned {
  readonly chosen: readonly AssignedConnector[]
  readonly others: readonly AssignedConnector[]
  /** Role assignments that vkctl created for connectors of this cluster of which nothing else is left. */
  readonly strays: readonly DescribedAssignment[]
}

/** Finds the role assignments of connectors, by their records and by the descriptions of the assignments. */
export async function readAssigned(
  host: Host,
  session: ClusterSession,
  installed: readonly Installed[],
  isChosen: (connector: Installed) => boolean,
): Promise<Assigned> {
  const places = installed.flatMap(connector => placesOf({connector, aciResourceGroup: aciResourceGroupOf(connector, session)}, session))
  const described = await readDescribedAssignments(host, session, [...new Set([session.cluster.nodeResourceGroup, ...places])])
  const assigned = (connector: Installed, isHere: (one: DescribedAssignment) => boolean): AssignedConnector => {
    const all = [...ownAssignments(connector, session, host.azure.subscriptionId), ...described.filter(isHere)]
    return {...connector, assignments: [...new Map(all.map(one => [one.id.toLowerCase(), one])).values()]}
  }
  return {
    chosen: installed.filter(isChosen).map(connector => assigned(connector, one => one.connectorName === connector.connectorName)),
    // A connector that is not removed and has no record may use an assignment that was created for another connector.
    others: installed
      .filter(connector => !isChosen(connector))
      .map(connector =>
        assigned(
          connector,
          one => one.connectorName === connector.connectorName || (connector.origin === 'vkctl' && connector.record === undefined),
        ),
      ),
    strays: described.filter(one => !installed.some(({connectorName}) => connectorName === one.connectorName)),
  }
}
