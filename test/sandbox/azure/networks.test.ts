import {describe, expect, it} from '@jest/globals'
import {aciDelegation, type VirtualNetworkEntry} from '../../../sandbox/azure/network/virtual-network-entry.ts'
import {azureForTests} from './azure-for-tests.ts'

const nodeGroup = '/resourceGroups/MC_myResourceGroup_myAKSCluster_eastus'
const network = `${nodeGroup}/providers/Microsoft.Network/virtualNetworks/aks-vnet`
const groups = `${nodeGroup}/providers/Microsoft.ContainerInstance/containerGroups`

const body = (subnet: string, location = 'eastus'): unknown => ({
  location,
  properties: {
    osType: 'Linux',
    subnetIds: [{id: subnet}],
    containers: [
      {name: 'c', properties: {image: 'mcr.microsoft.com/azuredocs/aci-helloworld', resources: {requests: {cpu: 1, memoryInGB: 1}}}},
    ],
  },
})

const small: VirtualNetworkEntry = {
  name: 'small',
  resourceGroup: 'aci-westus2',
  location: 'westus2',
  addressPrefixes: ['10.9.0.0/24'],
  subnets: [{name: 'tiny', properties: {addressPrefix: '10.9.0.8/29', delegations: [aciDelegation]}}],
}

describe('virtual networks', () => {
  it('show their subnets inline', async () => {
    await using test = await azureForTests()
    const id = `${test.subscription}${network}`
    expect(await test.arm('GET', id)).toMatchObject({
      status: 200,
      body: {
        id,
        location: 'eastus',
        properties: {
          subnets: [
            {
              name: 'aks-subnet',
              properties: {addressPrefix: '10.224.0.0/16', delegations: [], ipConfigurations: [{id: expect.any(String)}]},
            },
            {
              id: `${id}/subnets/aci-subnet`,
              properties: {
                delegations: [{properties: {serviceName: 'Microsoft.ContainerInstance/containerGroups'}}],
                natGateway: {id: expect.stringContaining('/natGateways/')},
              },
            },
          ],
        },
      },
    })
  })

  it('are listed, in a resource group or all, with a list of their subnets', async () => {
    await using test = await azureForTests({virtualNetworks: [small]})
    const names = async (path: string): Promise<unknown> =>
      (await test.arm('GET', `${test.subscription}${path}`)).body.value.map(({name}: {name: string}) => name)
    const type = '/providers/Microsoft.Network/virtualNetworks'
    expect(await names(type)).toEqual(['aks-vnet', 'small'])
    expect(await names(`/resourceGroups/aci-westus2${type}`)).toEqual(['small'])
    expect(await names(`${network}/subnets`)).toEqual(['aks-subnet', 'aci-subnet'])
  })

  it('are not found, not allowed and not of any version, each in its own way', async () => {
    await using test = await azureForTests()
    const id = `${test.subscription}${network}`
    expect(await test.arm('GET', `${id}2`)).toMatchObject({status: 404, body: {error: {code: 'ResourceNotFound'}}})
    expect(await test.arm('GET', `${id}/subnets/none`)).toMatchObject({
      status: 404,
      body: {error: {code: 'NotFound', message: `Resource ${id}/subnets/none not found.`}},
    })
    expect(await test.arm('GET', `${id}2/subnets/none`)).toMatchObject({status: 404, body: {error: {code: 'ResourceNotFound'}}})
    expect(await test.arm('GET', `${id}/subnets/aci-subnet`, {as: 'stranger'})).toMatchObject({
      status: 403,
      body: {error: {message: expect.stringContaining("'Microsoft.Network/virtualNetworks/subnets/read'")}},
    })
    expect(await test.arm('GET', id, {apiVersion: '2022-12-01'})).toMatchObject({
      status: 400,
      body: {error: {code: 'NoRegisteredProviderFound'}},
    })
  })

  it('take a delegation for a subnet, unless something else is on it', async () => {
    await using test = await azureForTests()
    const subnets = `${test.subscription}${network}/subnets`
    const put = async (name: string, as = 'operator') =>
      await test.arm('PUT', `${subnets}/${name}`, {
        as,
        body: {name, properties: {addressPrefix: '10.226.0.0/24', delegations: [aciDelegation]}},
      })
    expect(await put('more')).toMatchObject({status: 201})
    expect(await put('more')).toMatchObject({status: 200, body: {id: `${subnets}/more`}})
    expect(await put('more', 'reader')).toMatchObject({
      status: 403,
      body: {error: {message: expect.stringContaining("'Microsoft.Network/virtualNetworks/subnets/write'")}},
    })
    expect(await put('aks-subnet')).toMatchObject({
      status: 400,
      body: {error: {code: 'SubnetDelegationsCannotChangeWhenSubnetUsedByResource'}},
    })
  })
})

describe('container groups on a subnet', () => {
  it('have an address of it, and link it to ACI as long as they are there', async () => {
    await using test = await azureForTests({registered: ['Microsoft.ContainerInstance'], virtualNetworks: [small]})
    const subnet = `${test.subscription}${network}/subnets/aci-subnet`
    const links = async (): Promise<unknown> => (await test.arm('GET', subnet)).body.properties.serviceAssociationLinks
    expect(await links()).toBeUndefined()
    for (const [name, ip] of [
      ['one', '10.225.0.4'],
      ['two', '10.225.0.5'],
    ]) {
      expect(await test.arm('PUT', `${test.subscription}${groups}/${name}`, {body: body(subnet)})).toMatchObject({
        status: 201,
        body: {properties: {ipAddress: {type: 'Private', ip}}},
      })
    }
    expect(await links()).toMatchObject([{properties: {linkedResourceType: 'Microsoft.ContainerInstance/containerGroups'}}])
    for (const name of ['one', 'two']) await test.arm('DELETE', `${test.subscription}${groups}/${name}`)
    expect(await links()).toBeUndefined()
  })

  it('are refused on a subnet that is not theirs, of another region, without the right to join, or full', async () => {
    await using test = await azureForTests({
      registered: ['Microsoft.ContainerInstance'],
      virtualNetworks: [small],
      roles: [{principal: 'stranger', role: 'Azure Container Instances Contributor Role'}],
    })
    const vnet = `${test.subscription}${network}/subnets`
    const tiny = `${test.subscription}/resourceGroups/aci-westus2/providers/Microsoft.Network/virtualNetworks/small/subnets/tiny`
    const put = async (name: string, subnet: string, location?: string, as?: string) =>
      (await test.arm('PUT', `${test.subscription}${groups}/${name}`, {body: body(subnet, location), ...(as !== undefined && {as})})).body
        .error?.code
    expect(await put('a', `${vnet}/aks-subnet`)).toBe('SubnetMissingRequiredDelegation')
    expect(await put('a', `${vnet}/none`)).toBe('InvalidResourceReference')
    expect(await put('a', tiny, 'eastus')).toBe('InvalidResourceReference')
    expect(await put('a', `${vnet}/aci-subnet`, 'eastus', 'stranger')).toBe('LinkedAuthorizationFailed')
    for (const name of ['a', 'b', 'c']) expect(await put(name, tiny, 'westus2')).toBeUndefined()
    expect(await put('d', tiny, 'westus2')).toBe('SubnetIsFull')
  })
})
