import {sameId} from '../../azure/resources/ids.ts'
import type {ConnectorRecord} from './record/record.ts'

const before = 'Made by vkctl for the connector '
const between = ' of the cluster '

/** The description of a role assignment that vkctl creates. It names the connector and the cluster, for people in the portal and for vkctl itself. */
export function roleDescription({connectorName, clusterId}: Pick<ConnectorRecord, 'connectorName' | 'clusterId'>): string {
  return `${before}${connectorName}${between}${clusterId}`
}

/** The connector and cluster for which vkctl created a role assignment with this description; undefined if vkctl did not create it. */
export function madeFor(description: string | undefined): {readonly connectorName: string; readonly clusterId: string} | undefined {
  const at = description?.indexOf(between) ?? -1
  if (description?.startsWith(before) !== true || at === -1) return undefined
  return {connectorName: description.slice(before.length, at), clusterId: description.slice(at + between.length)}
}

/** Whether vkctl created a role assignment with this description for a connector of this cluster. */
export function isMadeFor(clusterId: string, description: string | undefined): boolean {
  const made = madeFor(description)
  return made !== undefined && sameId(made.clusterId, clusterId)
}
