import {fieldsOf, listOf, scalarText, textOf, type KubeObject} from '../object.ts'
import {ageColumn, nameColumn, none, type Column} from './column.ts'
import {labelsText} from './selector-text.ts'

function count(object: KubeObject, ...fields: readonly string[]): number {
  return fields.reduce((sum, field) => sum + Object.keys(fieldsOf(object, field)).length, 0)
}

function externalIp({spec, status}: KubeObject): string {
  const given = (fieldsOf({spec}, 'spec').externalIPs as string[] | undefined) ?? []
  const ingress = listOf(fieldsOf(status, 'loadBalancer'), 'ingress').map(entry => textOf(entry, 'ip') || textOf(entry, 'hostname'))
  if (textOf(spec, 'type') === 'ExternalName') return textOf(spec, 'externalName')
  if (textOf(spec, 'type') === 'LoadBalancer') return [...ingress, ...given].join(',') || '<pending>'
  return given.join(',') || none
}

function ports({spec}: KubeObject): string {
  const texts = listOf(spec, 'ports').map(
    port => `${scalarText(port.port)}${port.nodePort === undefined ? '' : `:${scalarText(port.nodePort)}`}/${textOf(port, 'protocol')}`,
  )
  return texts.join(',') || none
}

export const coreColumns: Readonly<Record<string, readonly Column[]>> = {
  Namespace: [nameColumn, {name: 'Status', cell: ({status}) => textOf(status, 'phase')}, ageColumn],
  Secret: [
    nameColumn,
    {name: 'Type', cell: secret => textOf(secret, 'type')},
    {name: 'Data', cell: secret => count(secret, 'data')},
    ageColumn,
  ],
  ConfigMap: [nameColumn, {name: 'Data', cell: map => count(map, 'data', 'binaryData')}, ageColumn],
  ServiceAccount: [nameColumn, ageColumn],
  Service: [
    nameColumn,
    {name: 'Type', cell: ({spec}) => textOf(spec, 'type')},
    {name: 'Cluster-IP', cell: ({spec}) => textOf(spec, 'clusterIP') || none},
    {name: 'External-IP', cell: externalIp},
    {name: 'Port(s)', cell: ports},
    ageColumn,
    {name: 'Selector', wide: true, cell: ({spec}) => labelsText(fieldsOf(spec, 'selector'))},
  ],
}
