import {fieldsOf, listOf, numberOf, textOf, type KubeObject} from '../object.ts'
import type {Cause} from '../status-error.ts'
import {invalidValue, oneOf, required} from './cause.ts'

export const portText = 'must be between 1 and 65535, inclusive'

export function isPort(value: number | undefined): boolean {
  return value !== undefined && value >= 1 && value <= 65_535
}

export function validateService(service: KubeObject): Cause[] {
  const spec = fieldsOf(service, 'spec')
  const type = textOf(spec, 'type')
  const ports = listOf(spec, 'ports')
  const causes: Cause[] = []
  if (ports.length === 0 && type !== 'ExternalName' && spec.clusterIP !== 'None') causes.push(required('spec.ports'))
  ports.forEach((port, index) => {
    const at = `spec.ports[${index}]`
    if (ports.length > 1 && textOf(port, 'name') === '') causes.push(required(`${at}.name`))
    if (!isPort(numberOf(port, 'port'))) causes.push(invalidValue(`${at}.port`, port.port ?? 0, portText))
    causes.push(...oneOf(`${at}.protocol`, port.protocol, ['SCTP', 'TCP', 'UDP']))
    if (typeof port.targetPort === 'number' && !isPort(port.targetPort))
      causes.push(invalidValue(`${at}.targetPort`, port.targetPort, portText))
  })
  return [...causes, ...oneOf('spec.type', type, ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'])]
}
