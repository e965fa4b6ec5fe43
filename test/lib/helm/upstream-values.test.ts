import {expect, it} from '@jest/globals'
import {upstreamValues} from '../../../src/lib/helm/upstream-values.ts'

const input = {
  chartVersion: '1.6.4',
  release: 'virtual-kubelet-windows-eastus',
  releaseNamespace: 'ns',
  nodeName: 'node',
  osType: 'Windows' as const,
  location: 'eastus',
  aciResourceGroup: 'group',
  subscriptionId: 'subscription',
  tenantId: 'tenant',
  identityClientId: 'identity',
  imageTag: '1.6.4',
}

it('gives the upstream chart its own names for the same things', async () => {
  expect(upstreamValues(input).values).toEqual({
    namespace: 'vk-virtual-kubelet-windows-eastus',
    nodeName: 'node',
    nodeOsType: 'Windows',
    image: {tag: '1.6.4'},
    enableAuthenticationTokenWebhook: true,
    providers: {
      azure: {
        targetAKS: true,
        subscriptionId: 'subscription',
        tenantId: 'tenant',
        managedIdentityID: 'identity',
        aciResourceGroup: 'group',
        aciRegion: 'eastus',
      },
    },
  })
})

it.each([
  ['1.6.4', 'vk-virtual-kubelet-windows-eastus'],
  ['1.4.8', 'vk-virtual-kubelet-windows-eastus'],
  ['1.4.7', 'ns'],
])('knows that chart %s puts the pod into %s', async (chartVersion, namespace) => {
  expect(upstreamValues({...input, chartVersion}).namespace).toBe(namespace)
})
