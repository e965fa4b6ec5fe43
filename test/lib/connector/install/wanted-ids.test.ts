import {describe, expect, it} from '@jest/globals'
import type {Provider} from '../../../../src/lib/azure/azure.ts'
import type {InstalledPlace} from '../../../../src/lib/connector/install/move/installed-places.ts'
import {wantedIds} from '../../../../src/lib/connector/install/wanted-ids.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import {UsageError} from '../../../../src/lib/errors.ts'

const session = {cluster: {location: 'East US'}} as ClusterSession
const spec = {connectorName: 'vk', osTypes: ['Linux', 'Windows'], location: undefined, defaultLocation: undefined} as const
const provider: Provider = {
  namespace: 'Microsoft.ContainerInstance',
  registrationState: 'Registered',
  containerGroupLocations: ['East US', 'West US 2', 'Mexico Central'],
}

describe('the connectors that are asked for', () => {
  it('are where the user says, else where the group is, else where the cluster is', () => {
    expect(
      wantedIds({...spec, location: 'westus2'}, session, {provider, group: undefined, network: undefined, installed: []}).map(
        ({location}) => location,
      ),
    ).toEqual(['westus2', 'westus2'])
    expect(
      wantedIds(spec, session, {provider, group: {id: '', name: 'g', location: 'westus2'}, network: undefined, installed: []})[0]?.location,
    ).toBe('westus2')
    expect(wantedIds(spec, session, {provider, group: undefined, network: undefined, installed: []})[0]?.location).toBe('eastus')
  })

  it.each(['westeurope', 'mexicocentral', 'mars'])("may not be in %s, with az's text", location => {
    const ask = () => wantedIds({...spec, location}, session, {provider, group: undefined, network: undefined, installed: []})
    expect(ask).toThrow(UsageError)
    expect(ask).toThrow(`Azure Container Instance is not available at location "${location}". The available locations are "eastus,westus2"`)
  })

  it('may not have names that get too long for one of them', () => {
    expect(() =>
      wantedIds({...spec, connectorName: 'n'.repeat(33)}, session, {provider, group: undefined, network: undefined, installed: []}),
    ).toThrow(/for Windows in eastus it may have at most 32/)
  })

  it('of a subnet are where its network is, unless the user says otherwise', () => {
    const network = {id: '/n', location: 'West US 2', subnets: []}
    const group = {id: '', name: 'g', location: 'eastus'}
    expect(wantedIds(spec, session, {provider, group, network, installed: []})[0]?.location).toBe('westus2')
    expect(wantedIds({...spec, location: 'eastus'}, session, {provider, group, network, installed: []})[0]?.location).toBe('eastus')
  })

  describe('when one of the name is installed', () => {
    const nowhere = {provider, group: undefined, network: undefined}
    const linux = {connectorName: 'vk', osType: 'Linux', location: 'westus2', aciResourceGroup: 'aci'} as const
    const where = (changes: object, installed: readonly InstalledPlace[] = [linux], group = nowhere.group) =>
      wantedIds({...spec, ...changes}, session, {...nowhere, group, installed}).map(({location}) => location)

    it('stay where it is, whatever the default location is', () => {
      expect(where({})).toEqual(['westus2', 'westus2'])
      expect(where({defaultLocation: 'eastus'})).toEqual(['westus2', 'westus2'])
      expect(where({defaultLocation: 'westus2'}, [])).toEqual(['westus2', 'westus2'])
      expect(where({location: 'eastus'})).toEqual(['eastus', 'eastus'])
    })

    it('each stay where they are', () => {
      expect(where({}, [linux, {...linux, osType: 'Windows', location: 'eastus'}])).toEqual(['westus2', 'eastus'])
    })

    it('go with a resource group that is named, unless it is the one they have', () => {
      const named = (name: string) => where({}, [linux], {id: '', name, location: 'eastus'} as never)
      expect(named('other')).toEqual(['eastus', 'eastus'])
      expect(named('ACI')).toEqual(['westus2', 'westus2'])
    })

    it('are for the user to choose in several locations, unless one is the default', () => {
      const both = [linux, {...linux, location: 'eastus'}]
      expect(where({}, both)).toEqual(['eastus', 'eastus'])
      expect(where({defaultLocation: 'westus2'}, both)).toEqual(['westus2', 'westus2'])
      expect(() => where({defaultLocation: 'westeurope'}, both)).toThrow('in several locations: westus2, eastus')
    })
  })
})
