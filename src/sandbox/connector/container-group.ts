import type {Container, Pod} from '../pod-objects.ts'
import type {ClusterView} from './cluster-view.ts'
import type {ContainerGroup, GroupVolume} from './container-group-objects.ts'
import {goTime} from './go-quirks.ts'
import {groupContainers, groupInitContainers} from './group-containers.ts'
import {groupVolumes} from './group-volumes.ts'
import {dnsConfig} from './group-network.ts'
import {flatEnvironment} from './pod-environment.ts'
import type {ProviderSettings} from './provider-settings.ts'
import {registryCredentials} from './registry-credentials.ts'

export interface GroupMaker {
  readonly view: ClusterView
  readonly settings: ProviderSettings
  /** As given by `--os`. */
  readonly os: string
  readonly hostIP: string
  readonly clusterDomain: string
  readonly extensions: readonly object[]
  readonly diagnostics?: object | undefined
}

export const groupName = (namespace: string, pod: string): string => `${namespace}-${pod}`

const serviceAccountPath = '/var/run/secrets/kubernetes.io/serviceaccount'

/** ACI has no secret volumes for Windows, so the mounts of service accounts are left out. */
function withoutAccountVolumes(containers: ContainerGroup['properties']['containers'], volumes: readonly GroupVolume[]): {containers: typeof containers; volumes: GroupVolume[]} {
  const isAccount = ({mountPath}: {mountPath: string}): boolean => mountPath.toLowerCase() === serviceAccountPath
  const dropped = new Set(containers.flatMap(({properties}) => properties.volumeMounts.filter(isAccount).map(({name}) => name)))
  return {
    containers: containers.map(container => ({...container, properties: {...container.properties, volumeMounts: container.properties.volumeMounts.filter(mount => !isAccount(mount))}})),
    volumes: volumes.filter(({name}) => !dropped.has(name)),
  }
}

/** The container group for a pod, as azure-aci v1.6.4 sends it, or its refusal as an error. */
export function containerGroupFor(pod: Pod, maker: GroupMaker): ContainerGroup {
  const {view, settings, os, hostIP} = maker
  const {name, namespace = 'default', uid = '', creationTimestamp = '', annotations = {}} = pod.metadata
  const windows = os.toLowerCase() === 'windows'
  const environment = (container: Container): ReturnType<typeof flatEnvironment> => flatEnvironment(view, pod, container, hostIP)
  const made = groupContainers(pod, environment)
  const imageRegistryCredentials = registryCredentials(view, pod)
  const all = groupVolumes(view, pod)
  const initContainers = groupInitContainers(pod, environment)
  const {containers, volumes} = windows ? withoutAccountVolumes(made, all) : {containers: made, volumes: all}
  const ports = containers.flatMap(container => container.properties.ports.map(({port}) => ({port, protocol: 'TCP'})))
  const dnsNameLabel = annotations['virtualkubelet.io/dnsnamelabel']
  const ccePolicy = annotations['virtual-kubelet.io/confidential-compute-cce-policy']
  const {network} = settings
  const dns = windows ? undefined : dnsConfig(pod, network.kubeDnsIP, maker.clusterDomain)
  return {
    name: groupName(namespace, name),
    location: settings.region,
    tags: {CreationTimestamp: goTime(creationTimestamp), Namespace: namespace, NodeName: pod.spec.nodeName ?? '', PodName: name, UID: uid},
    properties: {
      containers, imageRegistryCredentials, initContainers, volumes,
      osType: os,
      restartPolicy: pod.spec.restartPolicy ?? 'Always',
      ...(ports.length > 0 && network.subnetName === '' ? {ipAddress: {ports, type: 'Public', ...(dnsNameLabel ? {dnsNameLabel} : {})}} : {}),
      ...(maker.diagnostics === undefined ? {} : {diagnostics: maker.diagnostics}),
      ...(ccePolicy ? {sku: 'Confidential', confidentialComputeProperties: {ccePolicy}} : annotations['virtual-kubelet.io/container-sku']?.toLowerCase() === 'confidential' ? {sku: 'Confidential'} : {}),
      ...(network.subnetName === '' ? {} : {
        subnetIds: [{id: `/subscriptions/${network.vnetSubscriptionId}/resourceGroups/${network.vnetResourceGroup}/providers/Microsoft.Network/virtualNetworks/${network.vnetName}/subnets/${network.subnetName}`}],
        ...(dns === undefined ? {} : {dnsConfig: dns}),
      }),
      ...(maker.extensions.length === 0 || windows ? {} : {extensions: [...maker.extensions]}),
    },
  }
}
