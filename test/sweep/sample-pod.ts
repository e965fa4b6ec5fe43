import type {World} from '../lifecycle/world.ts'

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name: 'sample', namespace: 'default'},
  spec: {
    nodeSelector: {type: 'virtual-kubelet', 'kubernetes.io/os': 'linux'},
    tolerations: [{key: 'virtual-kubelet.io/provider', operator: 'Exists'}],
    containers: [{name: 'sample', image: 'mcr.microsoft.com/azuredocs/aci-helloworld', resources: {requests: {cpu: '1', memory: '1Gi'}}}],
  },
}

/** A pod of the user's runs on the virtual node, and its container group in Azure. */
export async function samplePod({kubectl, get}: World): Promise<void> {
  const {items} = (await get('/api/v1/namespaces/default/pods')) as {
    readonly items: readonly {readonly status?: {readonly phase?: string}}[]
  }
  if (items.some(({status}) => status?.phase === 'Running')) return
  await kubectl('apply -f -', JSON.stringify(pod))
  await kubectl('wait --for=condition=Ready pod sample --timeout=30s')
}
