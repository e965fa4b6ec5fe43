import {expect, it} from '@jest/globals'
import {upstreamValues} from '../../../src/lib/helm/upstream-values.ts'

const input = {
  release: 'virtual-kubelet-windows-eastus',
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

it('has a namespace for each release', async () => {
  expect(upstreamValues(input).namespace).toBe('vk-virtual-kubelet-windows-eastus')
})
