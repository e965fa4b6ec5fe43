import {describe, expect, it} from '@jest/globals'
import {NotAllowedError} from '../../../../src/lib/errors.ts'
import {startRig, type Rig} from '../azure-under-test.ts'

const group = 'myResourceGroup'

const arm = (rig: Rig, path: string) => `/subscriptions/${rig.sandbox.subscriptionId}${path}`

describe('container groups', () => {
  const tags = {PodName: 'web', NodeName: 'virtual-kubelet-x', Namespace: 'default', UID: 'u'}

  it('are listed with the tags of the provider, and deleted', async () => {
    await using rig = await startRig({registered: ['Microsoft.ContainerInstance']})
    const id = arm(rig, `/resourceGroups/${group}/providers/Microsoft.ContainerInstance/containerGroups/default-web`)
    rig.sandbox.state.containerGroups.set(id.toLowerCase(), {
      id,
      name: 'default-web',
      resourceGroup: group,
      body: {location: 'eastus', tags, properties: {osType: 'Linux', containers: []}},
      createdAt: 0,
      ip: '10.0.0.9',
    })
    const azure = await rig.open()
    expect(await azure.containerGroups(group)).toEqual([
      {
        id,
        name: 'default-web',
        tags,
        provisioningState: 'Succeeded',
        osType: 'Linux',
        ip: undefined,
        isPublic: false,
        ports: [],
        cores: 0,
        memoryGb: 0,
      },
    ])
    await azure.deleteContainerGroup(group, 'default-web')
    await azure.deleteContainerGroup(group, 'default-web')
    expect(await azure.containerGroups(group)).toEqual([])
  })

  it('of the whole subscription are read page by page, with what they request', async () => {
    await using rig = await startRig({registered: ['Microsoft.ContainerInstance']})
    const count = 450
    const container = (cpu: number) => ({
      name: `c${cpu}`,
      properties: {image: 'i', resources: {requests: {cpu, memoryInGB: 1.5}, limits: {cpu: 4, memoryInGB: 4}}},
    })
    for (let index = 0; index < count; index++) {
      const resourceGroup = index % 2 === 0 ? group : 'aci-westus2'
      const id = arm(rig, `/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerInstance/containerGroups/default-${index}`)
      rig.sandbox.state.containerGroups.set(id.toLowerCase(), {
        id,
        name: `default-${index}`,
        resourceGroup,
        body: {location: 'eastus', tags, properties: {osType: 'Linux', containers: [container(0.1), container(0.2)]}},
        createdAt: 0,
        ip: '10.0.0.9',
      })
    }
    const azure = await rig.open()
    const found = await azure.containerGroups()
    expect(new Set(found.map(({name}) => name)).size).toBe(count)
    expect(found[0]).toMatchObject({tags, cores: 0.3, memoryGb: 3})
    const asked = rig.requests().filter(line => line.endsWith('/containerGroups'))
    expect(asked).toEqual(Array(3).fill(`GET ${arm(rig, '/providers/Microsoft.ContainerInstance/containerGroups')}`))
    expect(await azure.containerGroups(group)).toHaveLength(count / 2)
  })

  it('are read one by one with what ACI did for them', async () => {
    await using rig = await startRig({registered: ['Microsoft.ContainerInstance']})
    const id = arm(rig, `/resourceGroups/${group}/providers/Microsoft.ContainerInstance/containerGroups/default-web`)
    const containers = [{name: 'web', properties: {image: 'registry.example/web'}}]
    const ipAddress = {type: 'Public', ports: [{port: 80}]}
    rig.sandbox.state.containerGroups.set(id.toLowerCase(), {
      id,
      name: 'default-web',
      resourceGroup: group,
      body: {location: 'eastus', tags, properties: {osType: 'Linux', containers, ipAddress}},
      createdAt: 0,
      ip: '20.0.0.9',
    })
    const azure = await rig.open()
    const running = await azure.containerGroup(group, 'default-web')
    expect(running).toMatchObject({name: 'default-web', state: 'Running', ip: '20.0.0.9', isPublic: true, ports: [80]})
    expect(running?.events.map(({name, type, count}) => [name, type, count])).toEqual([
      ['Pulling', 'Normal', 1],
      ['Pulled', 'Normal', 1],
      ['Created', 'Normal', 1],
      ['Started', 'Normal', 1],
    ])
    rig.sandbox.state.pullFault = () => 'manifest unknown'
    expect(await azure.containerGroup(group, 'default-web')).toMatchObject({
      state: 'Pending',
      events: [
        {name: 'Pulling'},
        {name: 'Failed', type: 'Warning', message: 'Failed to pull image "registry.example/web": manifest unknown'},
        {name: 'BackOff'},
      ],
    })
    expect(await azure.containerGroup(group, 'default-none')).toBeUndefined()
  })

  it('that are not there need not be deleted; one that may not be deleted is an error', async () => {
    await using rig = await startRig({registered: ['Microsoft.ContainerInstance']})
    const azure = await rig.open()
    await azure.deleteContainerGroup('no-such-group', 'default-web')
    rig.fail({path: 'containerGroups/default-web', status: 403})
    await expect(azure.deleteContainerGroup(group, 'default-web')).rejects.toThrow(NotAllowedError)
  })
})
