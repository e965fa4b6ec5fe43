import type {Difference, ObjectDrift} from '../../../../src/lib/checks/facts/drift.ts'
import type {Compared} from '../../../../src/lib/connector/drift/read-drift.ts'
import {nothingThere, type Existing} from '../../../../src/lib/connector/install/existing.ts'
import {nodeName, releaseName, type ConnectorId} from '../../../../src/lib/connector/model/names.ts'
import {virtualNodeTaint} from '../../../../src/lib/connector/model/deployment-arguments.ts'
import {installDigest, type Wanted} from '../../../../src/lib/connector/install/wanted.ts'
import {credentialsSecret} from '../../../../src/lib/connector/model/credentials-secret.ts'
import type {ConnectorRecord} from '../../../../src/lib/connector/model/record/record.ts'
import type {Release} from '../../../../src/lib/helm/releases.ts'
import type {KubeObject, NodeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {Secret} from '../../../../src/lib/secret.ts'

// A connector that is wanted, and one that is installed as wanted. Tests change what they are about.

export function record(osType: ConnectorId['osType'] = 'Linux'): ConnectorRecord {
  const id: ConnectorId = {connectorName: 'vk', osType, location: 'eastus'}
  return {
    schemaVersion: 2,
    ...id,
    release: releaseName(id),
    nodeName: nodeName(id),
    namespace: 'virtual-kubelet',
    clusterId:
      '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/c',
    aciResourceGroup: 'MC_g',
    subscriptionId: '11111111-2222-3333-4444-555555555555',
    identity: {kind: 'kubelet', clientId: 'client', objectId: 'object'},
    given: {},
    earlierPlaces: [],
    vkctlVersion: '0.1.0',
  }
}

export function wanted(osType: ConnectorId['osType'] = 'Linux'): Wanted {
  return {
    record: record(osType),
    credentials: {azureJson: new Secret('{"x":1}'), clientCa: 'CA', pair: {certificate: 'CERT', key: new Secret('KEY')}},
    chart: {
      name: 'aci-connector',
      version: '0.1.0',
      kind: 'aci-connector',
      source: 'embedded',
      path: '/charts/aci-connector',
      digest: 'd1',
    },
    values: {nodeName: 'n', image: {tag: '1.6.4'}},
    podNamespace: 'virtual-kubelet',
    existing: nothingThere,
    rendered: [],
    compared: [],
    uncompared: [],
  }
}

/** The node as its connector registers it. */
export function registeredNode({nodeName: name, osType}: ConnectorRecord): NodeObject {
  const os = osType.toLowerCase()
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {type: 'virtual-kubelet', 'kubernetes.io/role': 'agent', 'kubernetes.io/os': os, 'beta.kubernetes.io/os': os},
    },
    spec: {taints: [virtualNodeTaint]},
  }
}

export function helmRelease({release, namespace}: ConnectorRecord, changes: Partial<Release> = {}): Release {
  return {
    name: release,
    namespace,
    revision: 4,
    status: 'deployed',
    chartName: 'aci-connector',
    chartVersion: '0.1.0',
    appVersion: '1.6.4',
    updated: undefined,
    ...changes,
  }
}

export const chartObjects: readonly (KubeObject & {readonly spec?: unknown; readonly rules?: unknown})[] = [
  {
    kind: 'Deployment',
    metadata: {name: 'd', namespace: 'virtual-kubelet', generation: 2, resourceVersion: '9'},
    spec: {replicas: 1, template: {spec: {serviceAccountName: 'x'}}},
  },
  {kind: 'ClusterRole', metadata: {name: 'c', resourceVersion: '7'}, rules: [{verbs: ['get']}]},
]

/** What the cluster holds after `one` was installed. */
export function installed(one: Wanted): Existing {
  return {
    ...nothingThere,
    record: {
      ...one.record,
      applied: {digest: installDigest(one), revision: 4, chart: 'aci-connector-0.1.0', image: 'i'},
    },
    secret: credentialsSecret(one.record.release, one.record.namespace, one.credentials),
    node: registeredNode(one.record),
    release: helmRelease(one.record),
    chartObjects,
  }
}

/** An object of the chart, and how it differs. */
export function drifted(kind: string, drift: Partial<ObjectDrift> = {}): Compared {
  const found = {kind, name: 'x', namespace: 'virtual-kubelet', missing: false, mustBeRecreated: false, differences: []}
  return {rendered: {kind, metadata: {name: 'x', namespace: 'virtual-kubelet'}}, drift: {...found, ...drift}}
}

/** A difference, by whoever set it last. */
export function difference(
  path: string,
  manager: string,
  values: {readonly expected?: unknown; readonly found?: unknown} = {},
): Difference {
  return {path, expected: 'a', found: 'b', by: [{manager, operation: 'Update'}], ...values}
}
