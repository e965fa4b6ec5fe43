import type {ContainerGroup} from '../../../../../../src/lib/azure/azure.ts'
import type {ConnectorNetwork} from '../../../../../../src/lib/checks/facts/connector-values.ts'
import type {DeploymentObject, PodObject} from '../../../../../../src/lib/kubernetes/objects.ts'
import {deployment, pod, release, workload} from '../../../objects.ts'
import type {Cases} from '../../case.ts'

const deletedAt = (time: string, name?: string): PodObject =>
  workload({...(name !== undefined && {name}), metadata: {deletionTimestamp: time}})

const windows = {osType: 'Windows'} as const
const pendingSince = (lastTransitionTime: string | undefined, reason?: string): PodObject =>
  workload({
    status: {
      phase: 'Pending',
      ...(reason !== undefined && {reason}),
      conditions: [{type: 'PodScheduled', status: 'True', ...(lastTransitionTime !== undefined && {lastTransitionTime})}],
    },
  })

const group = (name: string, ip: string | undefined): ContainerGroup => ({
  id: `/${name}`,
  name: `default-${name}`,
  tags: {UID: `uid-of-${name}`},
  provisioningState: 'Succeeded',
  osType: 'Windows',
  ip,
  isPublic: true,
  ports: [],
  cores: 1,
  memoryGb: 1.5,
})

const running = (name: string): PodObject => workload({name, status: {phase: 'Running', podIP: ''}})
const withToken = (serviceAccountName: string | undefined, status?: PodObject['status']): PodObject =>
  workload({
    spec: {
      ...(serviceAccountName !== undefined && {serviceAccountName}),
      volumes: [{name: 'kube-api-access', projected: {sources: [{serviceAccountToken: {path: 'token'}}, {}]}}],
    },
    ...(status !== undefined && {status}),
  })

const network: ConnectorNetwork = {
  subnetId: '/s',
  subnetName: 'aci',
  subnetCidr: '',
  kubeDnsIp: '10.0.0.10',
  masterUri: 'https://c',
  longLivedToken: false,
}

const withMetrics: DeploymentObject = {
  ...deployment(),
  spec: {template: {spec: {containers: [{env: [{name: 'ENABLE_REAL_TIME_METRICS', value: 'true'}]}]}}},
}

export const podsCases: Cases = {
  'pods-ending': {
    fires: [
      {
        name: 'no connector that would end them',
        facts: {podsOnNode: [deletedAt('2026-11-23T11:58:59Z'), deletedAt('2026-11-23T11:58:00Z', 'db')], pods: [pod({ready: false})]},
        message: /^Pods default\/web, default\/db are still Terminating.*No pod of the connector is ready/,
        remedy: /\nvkctl install-connector .*\n.*\nvkctl remove-connector /,
      },
      {
        name: 'a connector that does not end them',
        facts: {podsOnNode: [deletedAt('2026-11-23T11:58:59Z')]},
        verdict: 'warning',
        message: /^Pod default\/web is still Terminating after the grace period\.$/,
        remedy: 'To see what happened to the pod:\nvkctl why web --namespace default --resource-group g --name c',
      },
    ],
    quiet: [
      {name: 'a minute after the grace period', facts: {podsOnNode: [deletedAt('2026-11-23T11:59:00Z')]}, message: /stuck/},
      {name: 'a grace period that goes on', facts: {podsOnNode: [deletedAt('2026-11-23T12:20:00Z')]}, message: /stuck/},
      {name: 'pods that nobody deleted, without a connector', facts: {podsOnNode: [workload()], pods: []}, message: /stuck/},
    ],
  },
  'pod-pulling': {
    fires: [
      {
        name: 'for a little more than five minutes',
        subject: windows,
        facts: {podsOnNode: [pendingSince('2026-11-23T11:54:59Z')]},
        verdict: 'warning',
        message: /^Pod default\/web is still Pending after 5 min\. .* takes up to 20 min\.$/,
        remedy: "az container show --resource-group MC_g --name default-web --query 'containers[].instanceView.events'",
      },
      {
        name: 'for longer than is usual',
        subject: windows,
        facts: {podsOnNode: [pendingSince('2026-11-23T11:54:59Z'), pendingSince('2026-11-23T11:39:00Z')]},
        message: /after up to 21 min/,
      },
      {
        name: 'since it was created, where nothing tells when it was placed',
        subject: windows,
        facts: {podsOnNode: [pendingSince(undefined)]},
        message: /60 min/,
      },
    ],
    quiet: [
      {name: 'for five minutes', subject: windows, facts: {podsOnNode: [pendingSince('2026-11-23T11:55:00Z')]}, message: /No Windows pod/},
      {
        name: 'a refused one',
        subject: windows,
        facts: {podsOnNode: [pendingSince('2026-11-23T11:00:00Z', 'ProviderFailed')]},
        message: /No Windows pod/,
      },
      {name: 'a running one', subject: windows, facts: {podsOnNode: [workload()]}, message: /No Windows pod/},
      {name: 'Linux', facts: {podsOnNode: [pendingSince('2026-11-23T11:00:00Z')]}, verdict: 'skipped', message: /for Windows pods only/},
    ],
  },
  'pod-address': {
    fires: [
      {
        name: 'a pod without a container group',
        subject: windows,
        facts: {podsOnNode: [running('a'), running('b')], containerGroups: [group('a', '20.1.2.4')]},
        verdict: 'warning',
        message: /^Pod default\/b is Running in Kubernetes, but without a container group/,
        remedy: 'kubectl delete pod b --namespace default',
      },
    ],
    quiet: [
      {
        name: 'addresses that Kubernetes does not show',
        subject: windows,
        facts: {
          podsOnNode: ['a', 'b', 'c', 'd'].map(running),
          containerGroups: [group('a', '20.1.2.4'), ...['b', 'c', 'd'].map(name => group(name, undefined))],
        },
        message: /In Azure they are: default\/a 20\.1\.2\.4, default\/b none, default\/c none and 1 more$/,
      },
      {
        name: 'one that is shown',
        subject: windows,
        facts: {podsOnNode: [workload()], containerGroups: [group('web', '20.1.2.3')]},
        message: /^Every running Windows pod/,
      },
      {name: 'one that starts', subject: windows, facts: {podsOnNode: [pendingSince(undefined)]}, message: /^Every running Windows pod/},
      {name: 'Linux', facts: {podsOnNode: [running('a')]}, verdict: 'skipped', message: /for Windows pods only/},
    ],
  },
  'pod-token': {
    fires: [
      {
        name: 'a service account of its own',
        facts: {podsOnNode: [withToken('reader')]},
        verdict: 'warning',
        message: /^Pod default\/web is configured with a service account/,
        remedy: /automountServiceAccountToken: false/,
      },
    ],
    quiet: [
      {name: 'the default one', facts: {podsOnNode: [withToken('default'), withToken(undefined)]}, message: /No pod/},
      {name: 'one of its own without a token', facts: {podsOnNode: [workload({spec: {serviceAccountName: 'reader'}})]}, message: /No pod/},
      {name: 'a pod that ended', facts: {podsOnNode: [withToken('reader', {phase: 'Succeeded'})]}, message: /No pod/},
    ],
  },
  'pod-metrics': {
    fires: [
      {
        name: 'a subnet, but metrics are off',
        facts: {network},
        verdict: 'warning',
        message: new RegExp(`^The Deployment ${release} does not set ENABLE_REAL_TIME_METRICS`),
        remedy: /realTimeMetrics/,
      },
    ],
    quiet: [
      {name: 'a subnet, and metrics are on', facts: {network, deployments: [withMetrics]}, message: /Metrics are on/},
      {
        name: 'Windows',
        subject: windows,
        facts: {network, deployments: [withMetrics]},
        verdict: 'skipped',
        message: /kubectl top and autoscalers show nothing/,
      },
      {name: 'no subnet', verdict: 'skipped', message: /without a subnet; kubectl top/},
      {name: 'no Deployment', facts: {network, deployments: []}, verdict: 'skipped', message: /no Deployment/},
    ],
  },
}
