import {someOf} from '../../checks/wording/some-of.ts'
import {vkctl} from '../../printed-commands/printed-command.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {isRefused, placesOf, strangeGroups} from './container-groups.ts'
import type {RemovalFacts} from './facts.ts'
import {whyNamespaceLeft} from './why-left.ts'

/** Warns of what keeps a namespace, of where vkctl cannot look for container groups, and of those that may be of another cluster. */
export async function warn(host: Host, session: ClusterSession, {targets, groups}: RemovalFacts): Promise<void> {
  for (const {namespace} of targets) {
    if (namespace?.metadata.deletionTimestamp === undefined) continue
    host.talk.warning(
      `The namespace ${namespace.metadata.name} is already being deleted. ${whyNamespaceLeft(namespace, new Map())?.message ?? ''}`,
    )
  }
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
      `vkctl cannot tell whether these container groups of a node ${target.connector.nodeName} belong to this cluster, so it does not delete them: ${someOf(strange)}. To see whose they are:`,
      [vkctl`orphans --all-clusters`],
    )
  }
}
