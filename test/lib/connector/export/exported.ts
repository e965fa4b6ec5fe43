import type {Exported} from '../../../../src/lib/connector/export/exported.ts'
import {record} from '../install/wanted.ts'

/** A connector that vkctl installed with its own chart. */
export function exported(changes: Partial<Exported> = {}): Exported {
  const {connectorName, osType, location, release, namespace} = record()
  return {
    connectorName,
    osType,
    location,
    release,
    namespace,
    ownsNamespace: true,
    chart: {name: 'aci-connector', version: '0.1.0+1', kind: 'folder', path: './charts/aci-connector'},
    values: {nodeName: 'virtual-kubelet-vk-linux-eastus', secretName: 'vk-linux-eastus', image: {tag: '1.6.4'}},
    secretName: 'vk-linux-eastus',
    record: record(),
    ...changes,
  }
}
