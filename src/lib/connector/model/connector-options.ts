import type {ConnectorId} from './names.ts'

/** The options of vkctl that name one connector and no other. */
export function connectorOptions({
  connectorName,
  osType,
  location,
  namespace,
}: ConnectorId & {readonly namespace: string}): readonly string[] {
  return [
    '--connector-name',
    connectorName,
    '--os-type',
    osType,
    ...(location === '' ? [] : ['--location', location]),
    ...(namespace === '' ? [] : ['--namespace', namespace]),
  ]
}
