import {setTimeout as sleep} from 'node:timers/promises'
import type {World} from '../lifecycle/world/world.ts'

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

const pods = '/api/v1/namespaces/default/pods'

/** A pod of the user's runs on each virtual node, and its container group in Azure. */
export async function samplePods({get, create}: Pick<World, 'get' | 'create'>, systems: readonly Os[] = ['linux']): Promise<void> {
  const running = async (): Promise<ReadonlySet<string>> => {
    const {items} = (await get(pods)) as {
      readonly items: readonly {readonly metadata: {readonly name: string}; readonly status?: {readonly phase?: string}}[]
    }
    return new Set(items.filter(({status}) => status?.phase === 'Running').map(({metadata}) => metadata.name))
  }
  const missing = async (): Promise<readonly Os[]> => {
    const names = await running()
    return systems.filter(os => !names.has(`sample-${os}`))
  }
  await Promise.all((await missing()).map(os => create(pods, pod(os))))
  const deadline = Date.now() + 30_000
  while ((await missing()).length > 0) {
    if (Date.now() > deadline) throw new Error('The sample pods did not get to run.')
    await sleep(50)
  }
}
