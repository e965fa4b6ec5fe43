import {NotFoundError} from '../../errors.ts'
import type {ConnectorId, OsType} from '../model/names.ts'

/** Which connectors to choose. An absent field matches every connector. */
export interface ConnectorFilter {
  readonly connectorName?: string
  readonly osTypes?: readonly OsType[]
  readonly location?: string
  readonly namespace?: string
}

export function matches(
  {connectorName, osTypes, location, namespace}: ConnectorFilter,
  connector: ConnectorId & {readonly namespace: string},
): boolean {
  return (
    (connectorName === undefined || connector.connectorName === connectorName) &&
    (osTypes === undefined || osTypes.includes(connector.osType)) &&
    (location === undefined || connector.location === location) &&
    (namespace === undefined || connector.namespace === namespace || connector.namespace === '')
  )
}

/** The error for a filter that matches nothing. It lists what is installed. */
export function notFound(
  {connectorName, osTypes, location}: ConnectorFilter,
  others: readonly {readonly release: string}[],
): NotFoundError {
  const wanted = [
    connectorName === undefined ? 'No connector' : `No connector '${connectorName}'`,
    ...(osTypes?.length === 1 ? [`for ${osTypes[0]}`] : []),
    ...(location === undefined ? [] : [`in ${location}`]),
  ]
  return new NotFoundError(`${wanted.join(' ')} is installed in this cluster.`, {
    hints: others.length === 0 ? [] : [`Installed: ${others.map(({release}) => release).join(', ')}`],
  })
}
