import type {Container, Pod} from '../../client/pod-objects.ts'
import type {ClusterView} from '../cluster-view.ts'
import type {ContainerGroup, GroupVolume} from './container-group-objects.ts'
import {goTime} from '../go-quirks.ts'
import {groupContainers, groupInitContainers} from './group-containers.ts'
import {groupVolumes} from './group-volumes.ts'
import {dnsConfig} from './group-network.ts'
import {flatEnvironment, type FlatVariable} from './pod-environment.ts'
import type {ProviderSettings} from '../settings/provider-settings.ts'
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
function withoutAccountVolumes(
  containers: ContainerGroup['properties']['containers'],
  volumes: readonly GroupVolume[],
): {containers: typeof containers; volumes: GroupVolume[]} {
  const isAccount = ({mountPath}: {mountPath: string}): boolean => mountPath.toLowerCase() === serviceAccountPath
  const dropped = new Set(containers.flatMap(({properties}) => properties.volumeMounts.filter(isAccount).map(({name}) => name)))
  return {
    containers: containers.map(container => ({
      ...container,
      properties: {...container.properties, volumeMounts: container.properties.volumeMounts.filter(mount => !isAccount(mount))},
    })),
    volumes: volumes.filter(({name}) => !dropped.has(name)),
  }
}

/** Where the group is in a virtual network, if it is in one. */
function networkProperties(
  pod: Pod,
  {settings: {network}, clusterDomain}: GroupMaker,
  windows: boolean,
): Partial<ContainerGroup['properties']> {
  if (network.subnetName === '') return {}
  const {vnetSubscriptionId, vnetResourceGroup, vnetName, subnetName} = network
  const id = `/subscriptions/${vnetSubscriptionId}/resourceGroups/${vnetResourceGroup}/providers/Microsoft.Network/virtualNetworks/${vnetName}/subnets/${subnetName}`
  const dns = windows ? undefined : dnsConfig(pod, network.kubeDnsIP, clusterDomain)
  return {subnetIds: [{id}], ...(dns === undefined ? {} : {dnsConfig: dns})}
}

/** Outside a virtual network, container ports are open on a public address. */
function publicAddress(ports: readonly number[], label: string | undefined): Partial<ContainerGroup['properties']> {
  if (ports.length === 0) return {}
  return {ipAddress: {ports: ports.map(port => ({port, protocol: 'TCP'})), type: 'Public', ...(label ? {dnsNameLabel: label} : {})}}
}

function confidential(annotations: Readonly<Record<string, string>>): Partial<ContainerGroup['properties']> {
  const ccePolicy = annotations['virtual-kubelet.io/confidential-compute-cce-policy']
  if (ccePolicy) return {sku: 'Confidential', confidentialComputeProperties: {ccePolicy}}
  return annotations['virtual-kubelet.io/container-sku']?.toLowerCase() === 'confidential' ? {sku: 'Confidential'} : {}
}

/** The container group for a pod, as azure-aci v1.6.4 sends it, or its refusal as an error. */
export function containerGroupFor(pod: Pod, maker: GroupMaker): ContainerGroup {
  const {view, settings, os, extensions, diagnostics} = maker
  const {name, namespace = 'default', uid = '', creationTimestamp = '', annotations = {}} = pod.metadata
  const windows = os.toLowerCase() === 'windows'
  // virtual-kubelet resolves all variables before it calls the provider.
  const resolved = new Map([...pod.spec.containers, ...(pod.spec.initContainers ?? [])].map(one => [one, flatEnvironment(view, pod, one)]))
  const environment = (container: Container): readonly FlatVariable[] => resolved.get(container) ?? []
  const made = groupContainers(pod, environment, settings.region)
  const imageRegistryCredentials = registryCredentials(view, pod)
  const all = groupVolumes(view, pod)
  const initContainers = groupInitContainers(pod, environment)
  const {containers, volumes} = windows ? withoutAccountVolumes(made, all) : {containers: made, volumes: all}
  const ports = containers.flatMap(container => container.properties.ports.map(({port}) => port))
  return {
    name: groupName(namespace, name),
    location: settings.region,
    tags: {CreationTimestamp: goTime(creationTimestamp), Namespace: namespace, NodeName: pod.spec.nodeName ?? '', PodName: name, UID: uid},
    properties: {
      containers,
      imageRegistryCredentials,
      initContainers,
      volumes,
      osType: os,
      restartPolicy: pod.spec.restartPolicy ?? 'Always',
      ...(settings.network.subnetName === ''
        ? publicAddress(ports, annotations['virtualkubelet.io/dnsnamelabel'])
        : networkProperties(pod, maker, windows)),
      ...(diagnostics === undefined ? {} : {diagnostics}),
      ...confidential(annotations),
      ...(extensions.length === 0 || windows ? {} : {extensions: [...extensions]}),
    },
  }
}
