import {sameId} from '../azure/resources/ids.ts'
import {NotFoundError, UsageError} from '../errors.ts'
import type {FoundGroup, GroupClass} from './found-group.ts'

/** Which container groups are meant; all of them if neither is given. */
export interface Choice {
  readonly classes: readonly GroupClass[]
  /** ARM ids, or RESOURCE_GROUP/NAME, or names. */
  readonly names: readonly string[]
}

/** Deletes a container group, if it still belongs to this pod. */
export interface DeleteGroup {
  readonly do: 'delete-container-group'
  readonly group: FoundGroup
}

export interface DeletePlan {
  readonly steps: readonly DeleteGroup[]
  /** Container groups of a chosen class that are not deleted, because they may belong to a cluster that was not read. */
  readonly kept: readonly FoundGroup[]
}

/** The container groups that the user chose. Throws NotFoundError or UsageError for a name that means none, or several. Pure. */
export function chosen(groups: readonly FoundGroup[], {classes, names}: Choice): readonly FoundGroup[] {
  if (classes.length === 0 && names.length === 0) return groups
  const named = new Set(names.map(name => oneNamed(groups, name)))
  return groups.filter(group => classes.includes(group.class) || named.has(group))
}

/**
 * Which of the chosen container groups are deleted: all that are named, and those of a chosen class that certainly belong to a cluster that
 * was read. Pure.
 */
export function planDeletion(groups: readonly FoundGroup[], {classes, names}: Choice): DeletePlan {
  const named = chosen(groups, {classes: [], names})
  const byName = names.length === 0 ? [] : named
  for (const group of byName) if (group.class === 'live') throw isLive(group)
  const byClass = groups.filter(group => classes.includes(group.class) && !byName.includes(group))
  return {
    steps: groups
      .filter(group => byName.includes(group) || (byClass.includes(group) && group.certain))
      .map(group => ({do: 'delete-container-group', group})),
    kept: byClass.filter(({certain}) => !certain),
  }
}

/** The text for a container group: RESOURCE_GROUP/NAME. */
export function inWords({resourceGroup, name}: FoundGroup): string {
  return `${resourceGroup}/${name}`
}

function oneNamed(groups: readonly FoundGroup[], name: string): FoundGroup {
  const [found, ...others] = groups.filter(group => [group.id, inWords(group), group.name].some(one => sameId(one, name)))
  if (found === undefined) throw new NotFoundError(`Virtual Kubelet has no container group named '${name}'.`)
  if (others.length > 0) {
    throw new UsageError(`Several container groups are named '${name}'.`, {
      hints: [`Name one of them: ${[found, ...others].map(inWords).join(', ')}`],
    })
  }
  return found
}

function isLive({name, namespace, podName, cluster}: FoundGroup): UsageError {
  return new UsageError(`The container group ${name} is in use: its pod ${namespace}/${podName} is in the cluster ${cluster}.`, {
    hints: ['Delete the pod; its connector then deletes the container group.'],
  })
}
