import {randomInt} from 'node:crypto'
import {ensureFields, listOf, textOf, type KubeObject} from '../object.ts'
import {fill} from './fill.ts'

/** The defaults of a Service, and a cluster IP from the range of the other services. */
export function setServiceDefaults(service: KubeObject): void {
  const spec = ensureFields(service, 'spec')
  fill(spec, {type: 'ClusterIP', sessionAffinity: 'None'})
  for (const port of listOf(spec, 'ports')) fill(port, {protocol: 'TCP', targetPort: port.port})
  if (textOf(spec, 'type') === 'ExternalName') return
  if (textOf(spec, 'clusterIP') === '') spec.clusterIP = `10.0.${randomInt(1, 250)}.${randomInt(1, 250)}`
  fill(spec, {clusterIPs: [spec.clusterIP], internalTrafficPolicy: 'Cluster', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack'})
}
