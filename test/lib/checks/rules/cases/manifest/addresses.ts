import {windows, type ManifestCases} from '../../manifest-case.ts'

const label = (text: string) => ({podMetadata: {labels: {app: 'web'}, annotations: {'virtualkubelet.io/dnsnamelabel': text}}})
const ports = {ports: [{containerPort: 80}]}
const recreate = {strategy: {type: 'Recreate'}}
const service = (selector: object) => ({apiVersion: 'v1', kind: 'Service', metadata: {name: 's'}, spec: {selector, ports: [{port: 80}]}})
const autoscaler = (spec: object) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: {name: 'h'},
  spec: {scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: 'web'}, maxReplicas: 3, ...spec},
})
const byCpu = {metrics: [{type: 'Resource', resource: {name: 'cpu', target: {type: 'Utilization', averageUtilization: 80}}}]}

const byQueue = {type: 'External', external: {metric: {name: 'queue'}, target: {type: 'Value', value: 5}}}

export const manifestAddressesCases: ManifestCases = {
  'dns-label': {
    fires: [
      {
        name: 'of several pods',
        ...label('web'),
        container: ports,
        spec: {replicas: 2},
        message: /The 2 pods have the same DNS label web/,
        at: /dnsnamelabel/,
      },
      {
        name: 'of a rolling update',
        ...label('web'),
        container: ports,
        verdict: 'warning',
        message: /the same DNS label web as the old one/,
      },
      {name: 'that is none', ...label('Web_1'), container: ports, spec: recreate, message: /DNS label Web_1 is invalid/},
      {name: 'without ports', ...label('web'), spec: recreate, verdict: 'warning', message: /no ports/},
    ],
    quiet: [
      {name: 'of one pod', ...label('web'), container: ports, spec: recreate, message: /or one that Azure accepts/},
      {name: 'none', message: /no DNS label/},
    ],
  },
  'windows-services': {
    fires: [{name: 'one', pod: windows, more: [service({app: 'web'})], message: /The Service s \(<stdin>:\d+\) selects the pods/}],
    quiet: [
      {name: 'one of other pods', pod: windows, more: [service({app: 'db'}), service({})], message: /No Service/},
      {name: 'Linux', more: [service({app: 'web'})], verdict: 'skipped', message: /does not say that the pods are for Windows/},
    ],
  },
  'pod-autoscaling': {
    fires: [
      {name: 'Windows', pod: windows, more: [autoscaler(byCpu)], message: /no metrics of Windows pods/, remedy: /KEDA/},
      {name: 'Linux', more: [autoscaler(byCpu)], verdict: 'warning', message: /only if the connector uses a subnet/},
      {name: 'by default', pod: windows, more: [autoscaler({})], message: /scales by CPU or memory/},
    ],
    quiet: [
      {name: 'by external metrics', pod: windows, more: [autoscaler({metrics: [byQueue]})], message: /No autoscaler/},
      {
        name: 'of another workload',
        pod: windows,
        more: [autoscaler({scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: 'db'}})],
        message: /No/,
      },
    ],
  },
}
