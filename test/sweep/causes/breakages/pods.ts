import {anyOf, type Breakage} from '../breakage.ts'
import {linuxImage, podFor, runningPod, stuckPod} from '../sample-pods.ts'
import type {CauseSite} from '../site.ts'

/** A pod on the virtual node that the provider or ACI refuses. */
const pod = (
  name: string,
  spec: object | ((site: CauseSite) => object),
  container: object,
  causes: Breakage['causes'],
  of?: Breakage['of'],
): Breakage => ({
  name: `pod: ${name}`,
  ...(of !== undefined && {of}),
  breaks: site => stuckPod(site, podFor(site, typeof spec === 'function' ? spec(site) : spec, container)),
  causes,
})

interface Ended {
  readonly status?: {readonly phase?: string}
}

const probe = {tcpSocket: {port: 80}}
const refusal = (about: RegExp) => [{id: 'pod-accepted', about}]

/** A Secret or ConfigMap `none` does not exist. */
const nothingNamedNone = [{id: 'pod-references', about: /\bnone\b/}]

export const ofPods: readonly Breakage[] = [
  pod('image that does not exist', {}, {image: 'mcr.microsoft.com/does-not-exist:1'}, anyOf('pod-image')),
  {
    name: 'pod: registry refuses more pulls',
    async breaks(site) {
      site.world.azure.state.pullFault = () => 'toomanyrequests: You have reached your pull rate limit.'
      await stuckPod(site)
    },
    causes: anyOf('pod-registry-limit'),
  },
  pod('pull Secret that does not exist', {imagePullSecrets: [{name: 'none'}]}, {image: 'registry.example.com/app:1'}, nothingNamedNone),
  pod(
    'variable of a Secret that does not exist',
    {},
    {env: [{name: 'A', valueFrom: {secretKeyRef: {name: 'none', key: 'a'}}}]},
    nothingNamedNone,
  ),
  pod('variables of a ConfigMap that does not exist', {}, {envFrom: [{configMapRef: {name: 'none'}}]}, nothingNamedNone),
  pod(
    'volume of a Secret that does not exist',
    {volumes: [{name: 'v', secret: {secretName: 'none', optional: false}}]},
    {volumeMounts: [{name: 'v', mountPath: '/v'}]},
    nothingNamedNone,
  ),
  pod(
    'limit above the request',
    {},
    {resources: {requests: {cpu: '1', memory: '1G'}, limits: {cpu: '2', memory: '1G'}}},
    anyOf('pod-limits'),
  ),
  pod('arguments without a command', {}, {args: ['--port=80']}, anyOf('pod-command')),
  pod(
    'volume of a kind that ACI does not have',
    {volumes: [{name: 'v', hostPath: {path: '/var'}}]},
    {volumeMounts: [{name: 'v', mountPath: '/v'}]},
    anyOf('pod-volumes'),
  ),
  pod('TCP probe', {}, {readinessProbe: probe}, refusal(/probe/)),
  pod('startup probe', {}, {startupProbe: {httpGet: {path: '/', port: 80}}}, refusal(/startup/i)),
  pod('lifecycle hook', {}, {lifecycle: {preStop: {exec: {command: ['true']}}}}, refusal(/lifecycle/i)),
  pod(
    'init container with resources',
    {initContainers: [{name: 'first', image: linuxImage, resources: {requests: {cpu: '1'}}}]},
    {},
    refusal(/initContainers/),
  ),
  pod('Windows image on the node for Linux', {}, {image: 'mcr.microsoft.com/windows/nanoserver:ltsc2019'}, anyOf('pod-os')),
  pod(
    'version of Windows that ACI does not have',
    {},
    {image: 'mcr.microsoft.com/windows/servercore:ltsc2022'},
    anyOf('pod-os'),
    'windows',
  ),
  pod('Linux image on the node for Windows', {}, {image: linuxImage}, anyOf('pod-os'), 'windows'),
  pod('selector that no virtual node matches', {nodeSelector: {type: 'virtual-kubelet', zone: 'none'}}, {}, anyOf('pods-placeable')),
  pod(
    'selector of another operating system',
    {nodeSelector: {type: 'virtual-kubelet', 'kubernetes.io/os': 'windows'}},
    {},
    anyOf('pods-placeable'),
  ),
  pod('no toleration', {tolerations: []}, {}, anyOf('pods-placeable')),
  pod('toleration of az', {tolerations: [{key: 'azure.com/aci', effect: 'NoSchedule'}]}, {}, anyOf('pods-placeable')),
  pod(
    'more CPUs than the virtual node has',
    {},
    {resources: {requests: {cpu: '20000'}, limits: {cpu: '20000'}}},
    anyOf('pods-placeable', 'pods-scheduled'),
  ),
  {
    name: 'pod: its program ends with an error',
    async breaks(site) {
      const {world, until} = site
      world.azure.state.exitCode = () => 3
      await world.create('/api/v1/namespaces/default/pods', podFor(site, {restartPolicy: 'Never'}))
      await until(
        'the pod failed',
        async () => ((await world.get('/api/v1/namespaces/default/pods/sample')) as Ended).status?.phase === 'Failed',
      )
    },
    causes: anyOf('pod-crash'),
  },
  {
    name: 'pod: somebody deleted its container group',
    async breaks(site) {
      await runningPod(site)
      site.world.azure.state.containerGroups.clear()
    },
    causes: anyOf('pod-lost'),
  },
  {
    name: 'pod: of a DaemonSet that tolerates every taint',
    async breaks({world, nodeName, until}) {
      await world.create('/apis/apps/v1/namespaces/default/daemonsets', {
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        metadata: {name: 'agent', namespace: 'default'},
        spec: {
          selector: {matchLabels: {app: 'agent'}},
          template: {
            metadata: {labels: {app: 'agent'}},
            spec: {tolerations: [{operator: 'Exists'}], containers: [{name: 'agent', image: linuxImage}]},
          },
        },
      })
      await until('its pod is on the virtual node', async () => {
        const {items} = (await world.get('/api/v1/namespaces/default/pods')) as {
          readonly items: readonly {readonly spec: {readonly nodeName?: string}}[]
        }
        return items.some(({spec}) => spec.nodeName === nodeName)
      })
    },
    causes: anyOf('daemon-pods'),
  },
]
