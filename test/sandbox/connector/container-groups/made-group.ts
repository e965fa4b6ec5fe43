import {checkContainerGroup} from '../../../../sandbox/azure/container-instance/admission.ts'
import {initialWorld} from '../../../../sandbox/azure/initial-world.ts'
import type {ContainerGroupBody, World} from '../../../../sandbox/azure/world.ts'
import type {ClusterObject} from '../../../../sandbox/client/cluster-objects.ts'
import type {Pod} from '../../../../sandbox/client/pod-objects.ts'
import type {ClusterView} from '../../../../sandbox/connector/cluster-view.ts'
import {containerGroupFor, type GroupMaker} from '../../../../sandbox/connector/container-groups/container-group.ts'
import {setDefaults} from '../../../../sandbox/kubernetes/defaults/defaults.ts'
import {fieldsOf, isFields, type Fields, type KubeObject} from '../../../../sandbox/kubernetes/object.ts'
import {Decoder} from '../../../../sandbox/kubernetes/schema/decode.ts'
import {Schemas} from '../../../../sandbox/kubernetes/schema/schemas.ts'

const schemas = new Schemas()

/** An object as the emulated API server keeps it. */
export function stored(object: object, model: string): ClusterObject {
  const {apiVersion, kind, ...rest} = new Decoder(schemas).struct(JSON.parse(JSON.stringify(object)) as Fields, model)
  const kept = {apiVersion: apiVersion ?? 'v1', kind: kind ?? model.replace(/^V1/, ''), ...rest} as unknown as KubeObject
  kept.metadata.namespace ??= 'default'
  if (isFields(kept.stringData)) {
    const texts = Object.entries(kept.stringData).map(([key, text]) => [key, Buffer.from(String(text)).toString('base64')])
    kept.data = {...fieldsOf(kept, 'data'), ...Object.fromEntries(texts)}
  }
  setDefaults(kept)
  return kept
}

const byKey = (objects: readonly ClusterObject[]) =>
  new Map(objects.map(object => [`${object.metadata.namespace ?? 'default'}/${object.metadata.name}`, object]))

/** What the connector sees of a cluster. */
export function viewOf(objects: readonly ClusterObject[]): ClusterView {
  const of = (kind: string) => ({items: byKey(objects.filter(object => object.kind === kind))})
  return {secrets: of('Secret'), configMaps: of('ConfigMap'), services: of('Service')} as unknown as ClusterView
}

export interface Surroundings {
  readonly view: ClusterView
  /** As given by `--os`. */
  readonly os?: 'Linux' | 'Windows'
  /** Default none. */
  readonly subnet?: boolean
  readonly world?: World
}

export const azureWorld = (): World => initialWorld({registered: ['Microsoft.ContainerInstance']})

const network = {vnetName: 'vnet', vnetResourceGroup: 'rg', vnetSubscriptionId: 's', subnetCidr: '', kubeDnsIP: '10.0.0.10'}

/** The container group that the sandbox's provider makes of a pod, once its ACI accepts it. Throws the refusal of either. */
export function madeGroup(
  pod: object,
  {view, os = 'Linux', subnet = false, world = azureWorld()}: Surroundings,
): ContainerGroupBody & {name: string} {
  const maker: GroupMaker = {
    view,
    os,
    hostIP: '10.244.0.1',
    clusterDomain: 'cluster.local',
    extensions: [],
    settings: {
      resourceGroup: 'rg',
      region: 'eastus',
      capacity: {cpu: '10k', memory: '4Ti', pods: '5k'},
      network: {...network, subnetName: subnet ? 'subnet' : ''},
    },
  }
  const made = containerGroupFor(stored(pod, 'V1Pod') as Pod, maker)
  const body = JSON.parse(JSON.stringify(made)) as ContainerGroupBody & {name: string}
  checkContainerGroup(world, made.name, body)
  return body
}
