import type {World} from '../lifecycle/world.ts'

const images = {
  linux: 'mcr.microsoft.com/azuredocs/aci-helloworld',
  windows: 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2019',
}
type Os = keyof typeof images

const pod = (os: Os): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name: `sample-${os}`, namespace: 'default'},
  spec: {
    nodeSelector: {type: 'virtual-kubelet', 'kubernetes.io/os': os},
    tolerations: [{key: 'virtual-kubelet.io/provider', operator: 'Exists'}],
    containers: [{name: 'sample', image: images[os], resources: {requests: {cpu: '1', memory: '1Gi'}}}],
  },
})

/** A pod of the user's runs on each virtual node, and its container group in Azure. */
export async function samplePods({kubectl, get}: World, systems: readonly Os[] = ['linux']): Promise<void> {
  const {items} = (await get('/api/v1/namespaces/default/pods')) as {
    readonly items: readonly {readonly metadata: {readonly name: string}; readonly status?: {readonly phase?: string}}[]
  }
  const running = new Set(items.filter(({status}) => status?.phase === 'Running').map(({metadata}) => metadata.name))
  const missing = systems.filter(os => !running.has(`sample-${os}`))
  if (missing.length === 0) return
  await kubectl('apply -f -', missing.map(os => JSON.stringify(pod(os))).join('\n---\n'))
  await kubectl(['wait', '--for=condition=Ready', ...missing.map(os => `pod/sample-${os}`), '--timeout=30s'])
}
