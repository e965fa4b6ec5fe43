import {describe, expect, it} from '@jest/globals'
import type {Provider} from '../../../../src/lib/azure/azure.ts'
import {wantedIds} from '../../../../src/lib/connector/install/wanted-ids.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import {UsageError} from '../../../../src/lib/errors.ts'

const session = {cluster: {location: 'East US'}} as ClusterSession
const spec = {connectorName: 'vk', osTypes: ['Linux', 'Windows'], location: undefined} as const
const provider: Provider = {
  namespace: 'Microsoft.ContainerInstance',
  registrationState: 'Registered',
  containerGroupLocations: ['East US', 'West US 2', 'Mexico Central'],
}

describe('the connectors that are asked for', () => {
  it('are where the user says, else where the group is, else where the cluster is', () => {
    expect(
      wantedIds({...spec, location: 'westus2'}, session, {provider, group: undefined, network: undefined}).map(({location}) => location),
    ).toEqual(['westus2', 'westus2'])
    expect(wantedIds(spec, session, {provider, group: {id: '', name: 'g', location: 'westus2'}, network: undefined})[0]?.location).toBe(
      'westus2',
    )
    expect(wantedIds(spec, session, {provider, group: undefined, network: undefined})[0]?.location).toBe('eastus')
  })

  it.each(['westeurope', 'mexicocentral', 'mars'])("may not be in %s, with az's text", location => {
    const ask = () => wantedIds({...spec, location}, session, {provider, group: undefined, network: undefined})
    expect(ask).toThrow(UsageError)
    expect(ask).toThrow(`Azure Container Instance is not available at location "${location}". The available locations are "eastus,westus2"`)
  })

  it('may not have names that get too long for one of them', () => {
    expect(() => wantedIds({...spec, connectorName: 'n'.repeat(33)}, session, {provider, group: undefined, network: undefined})).toThrow(
      /for Windows in eastus it may have at most 32/,
    )
  })

  it('of a subnet are where its network is, unless the user says otherwise', () => {
    const network = {id: '/n', location: 'West US 2', subnets: []}
    const group = {id: '', name: 'g', location: 'eastus'}
    expect(wantedIds(spec, session, {provider, group, network})[0]?.location).toBe('westus2')
    expect(wantedIds({...spec, location: 'eastus'}, session, {provider, group, network})[0]?.location).toBe('eastus')
  })
})
