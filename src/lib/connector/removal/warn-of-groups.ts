import {someOf} from '../../checks/wording/some-of.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {isRefused, placesOf, strangeGroups} from './container-groups.ts'
import type {RemovalFacts} from './facts.ts'

/** Warns about container groups that vkctl cannot search for, and about those that it does not delete because they may belong to another cluster. */
export async function warnOfGroups(host: Host, session: ClusterSession, {targets, groups}: RemovalFacts): Promise<void> {
  const owners = targets.filter(({ownsNode}) => ownsNode)
  if (!groups.known && isRefused(groups) && owners.length > 0) {
    const places = [...new Set(owners.flatMap(target => placesOf(target, session)))]
    host.talk.warning(
      `vkctl searches for container groups only in ${places.join(', ')}, because it could not list those of the subscription: ${groups.reason}`,
    )
  }
  for (const target of owners) {
    const strange = await strangeGroups(host, session, target, groups)
    if (strange.length === 0) continue
    host.talk.warning(
      `vkctl cannot tell whether these container groups of a node ${target.connector.nodeName} belong to this cluster, so it does not delete them: ${someOf(strange)}. See 'vkctl orphans --all-clusters'.`,
    )
  }
}
