import {sameId} from '../../azure/resources/ids.ts'
import type {ConnectorRecord} from './record/record.ts'

const before = 'Made by vkctl for the connector '
const between = ' of the cluster '

/** The description of a role assignment that vkctl makes: for whom it is, to be read in the portal and to be recognised by vkctl. */
export function roleDescription({connectorName, clusterId}: Pick<ConnectorRecord, 'connectorName' | 'clusterId'>): string {
  return `${before}${connectorName}${between}${clusterId}`
}

/** Whether vkctl made a role assignment with this description for a connector of this cluster. */
export function isMadeFor(clusterId: string, description: string | undefined): boolean {
  if (description?.startsWith(before) !== true) return false
  return sameId(description.slice(description.indexOf(between) + between.length), clusterId)
}
