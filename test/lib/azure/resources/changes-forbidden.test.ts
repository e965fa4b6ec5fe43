import {describe, expect, it} from '@jest/globals'
import {startRig} from '../azure-under-test.ts'

describe('what forbids changes in Azure', () => {
  it('lists the locks of a resource group, but not those of single resources in it', async () => {
    await using rig = await startRig()
    const azure = await rig.open()
    expect(await azure.locks('MC_myResourceGroup_myAKSCluster_eastus')).toEqual([])
    const subscription = `/subscriptions/${rig.sandbox.subscriptionId}`
    const scope = `${subscription}/resourceGroups/MC_myResourceGroup_myAKSCluster_eastus`
    rig.sandbox.state.locks.push(
      {name: 'all', scope: subscription, level: 'CanNotDelete'},
      {name: 'group', scope, level: 'ReadOnly'},
      {name: 'one', scope: `${scope}/providers/Microsoft.Network/virtualNetworks/v`, level: 'ReadOnly'},
      {name: 'other', scope: `${subscription}/resourceGroups/MC_myResourceGroup_myAKSCluster`, level: 'ReadOnly'},
    )
    const found = await azure.locks('mc_myresourcegroup_myakscluster_eastus')
    expect(found.map(({name, level}) => `${name} ${level}`)).toEqual(['all CanNotDelete', 'group ReadOnly'])
    expect(found[1]?.id).toBe(`${scope}/providers/Microsoft.Authorization/locks/group`)
  })

  it('says whether the subscription is disabled, unless the user may not read it', async () => {
    await using rig = await startRig()
    const azure = await rig.open()
    expect(await azure.subscriptionState()).toBe('Enabled')
    rig.sandbox.state.subscriptionState = 'Disabled'
    expect(await azure.subscriptionState()).toBe('Disabled')
    rig.fail({path: String.raw`subscriptions/[^/]+\?`, status: 403, code: 'AuthorizationFailed', message: 'no', times: 1})
    expect(await azure.subscriptionState()).toBeUndefined()
  })
})
