import {NotFoundError} from '../../errors.ts'
import type {ConnectorId, OsType} from '../model/names.ts'

/** Which connectors to choose. An absent field matches every connector. */
export interface ConnectorFilter {
  readonly connectorName?: string
  readonly osTypes?: readonly OsType[]
  readonly location?: string
  readonly namespace?: string
  readonly nodeName?: string
}

export function matches(
  {connectorName, osTypes, location, namespace, nodeName}: ConnectorFilter,
  connector: ConnectorId & {readonly namespace: string; readonly nodeName: string},
): boolean {
  return (
    (nodeName === undefined || connector.nodeName === nodeName) &&
    (connectorName === undefined || connector.connectorName === connectorName) &&
    (osTypes === undefined || osTypes.includes(connector.osType)) &&
    (location === undefined || connector.location === location) &&
    (namespace === undefined || connector.namespace === namespace || connector.namespace === '')
  )
}

/** The error for a filter that matches nothing. It lists what is installed. */
export function notFound(
  {connectorName, osTypes, location, nodeName}: ConnectorFilter,
  others: readonly {readonly release: string; readonly nodeName: string}[],
): NotFoundError {
  if (nodeName !== undefined && connectorName === undefined && osTypes === undefined && location === undefined) {
    return new NotFoundError(`There is no virtual node '${nodeName}' in this cluster, and no connector registers one with this name.`, {
      hints: others.length === 0 ? [] : [`Virtual nodes: ${[...new Set(others.map(one => one.nodeName))].join(', ')}`],
    })
  }
  const wanted = [
    connectorName === undefined ? 'No connector' : `No connector '${connectorName}'`,
    ...(nodeName === undefined ? [] : [`of the node '${nodeName}'`]),
    ...(osTypes?.length === 1 ? [`for ${osTypes[0]}`] : []),
    ...(location === undefined ? [] : [`in ${location}`]),
  ]
  return new NotFoundError(`${wanted.join(' ')} is installed in this cluster.`, {
    hints: others.length === 0 ? [] : [`Installed: ${others.map(one => (nodeName === undefined ? one.release : one.nodeName)).join(', ')}`],
  })
}
