import {describe, expect, it} from '@jest/globals'
import type {Azure} from '../../../../src/lib/azure/azure.ts'
import type {RoleAssignment} from '../../../../src/lib/azure/resources/access.ts'
import {known} from '../../../../src/lib/checks/engine/fact.ts'
import {azureReaders, readAzureFacts, refusedSignIn, type AzureUse} from '../../../../src/lib/connector/facts/azure-facts.ts'
import {NotAllowedError, NotFoundError, UserError} from '../../../../src/lib/errors.ts'
import {Secret} from '../../../../src/lib/secret.ts'
import {wellAzure} from '../../azure/well-azure.ts'

const group = '/subscriptions/s/resourceGroups/g'
const custom: RoleAssignment = {id: '/a', roleDefinitionId: '/r/custom', principalId: 'object', scope: group, condition: undefined}
const use: AzureUse = {
  clusterId: undefined,
  subscriptionId: 's',
  aciResourceGroup: 'g',
  location: 'eastus',
  nodeResourceGroup: 'MC_g',
  identity: undefined,
  network: undefined,
}

/** An Azure that notes what it is asked for. */
function noting(changes: Partial<Azure> = {}) {
  const asked: string[] = []
  const azure = new Proxy(wellAzure('', changes), {
    get(target, name) {
      const value = target[name as keyof Azure]
      return typeof value === 'function'
        ? (...args: unknown[]) => (asked.push(String(name)), (value as Function).apply(target, args))
        : value
    },
  })
  return {asked, readers: azureReaders({azure, signal: new AbortController().signal})}
}

describe('what an identity may do', () => {
  it('is seen by its assignments alone when one is of a role that is known to be enough', async () => {
    const {asked, readers} = noting()
    expect(await readers.permission(group, 'object')).toMatchObject({known: true, value: {missing: []}})
    expect(asked.toSorted()).toEqual(['denyAssignments', 'roleAssignments'])
  })

  it('depends on what its roles hold otherwise', async () => {
    const definition = {id: '/r/custom', name: 'mine', permissions: [{actions: ['Microsoft.ContainerInstance/*'], notActions: []}]}
    const {asked, readers} = noting({roleAssignments: async () => [custom], roleDefinitions: async () => [definition]})
    expect(await readers.permission(group, 'object')).toMatchObject({value: {missing: []}})
    expect(await readers.permission(group, 'object', ['Microsoft.Network/x/read'])).toMatchObject({
      value: {missing: ['Microsoft.Network/x/read']},
    })
    // What is asked for twice is read once.
    expect(asked.toSorted()).toEqual(['denyAssignments', 'roleAssignments', 'roleDefinitions'])
  })

  it('is nothing without an assignment, whatever roles there are', async () => {
    const {asked, readers} = noting({roleAssignments: async () => []})
    expect(await readers.permission(group, 'object')).toMatchObject({
      value: {missing: expect.arrayContaining([expect.stringContaining('write')])},
    })
    expect(asked).not.toContain('roleDefinitions')
  })

  it('is asked of the roles for actions that the known ones may lack', async () => {
    const {asked, readers} = noting()
    await readers.permission(group, 'object', ['Microsoft.Network/x/read'])
    expect(asked).toContain('roleDefinitions')
  })

  it('is unknown when Azure does not tell', async () => {
    const {readers} = noting({roleAssignments: async () => Promise.reject(new Error('HTTP 503'))})
    expect(await readers.permission(group, 'object')).toMatchObject({known: false, reason: 'HTTP 503'})
  })
})

describe('a virtual network', () => {
  it('that is not there is known to be none, and one that may not be read is unknown', async () => {
    const missing = noting({virtualNetwork: async () => Promise.reject(new NotFoundError('none'))})
    expect(await missing.readers.virtualNetwork('/v')).toEqual(known(undefined))
    const refused = noting({virtualNetwork: async () => Promise.reject(new NotAllowedError('may not'))})
    expect(await refused.readers.virtualNetwork('/v')).toMatchObject({known: false, reason: 'may not'})
  })
})

describe('the facts of Azure about a connector', () => {
  const subnetId = `${group}/providers/Microsoft.Network/virtualNetworks/v/subnets/n`
  const identity = {kind: 'kubelet', clientId: 'client', objectId: 'object'} as unknown as NonNullable<AzureUse['identity']>
  const network = {subnetId} as unknown as NonNullable<AzureUse['network']>

  it('leave out what it does not use', async () => {
    const {asked, readers} = noting()
    const facts = await readAzureFacts(readers, use)
    expect(facts).toMatchObject({permission: known(undefined), virtualNetwork: known(undefined), networkPermission: known(undefined)})
    expect(facts.callerPermission).toMatchObject({value: {principalId: 'me', missing: []}})
    expect(asked).not.toContain('roleAssignments')
  })

  it('are about its subnet too, if its identity is known', async () => {
    const virtualNetwork = async (id: string) => ({id, location: 'eastus', subnets: []})
    const {readers} = noting({virtualNetwork})
    const facts = await readAzureFacts(readers, {...use, identity, network})
    expect(facts).toMatchObject({
      permission: {value: {scope: group, principalId: 'object'}},
      virtualNetwork: {value: {id: `${group}/providers/Microsoft.Network/virtualNetworks/v`}},
      networkPermission: {value: {scope: subnetId, missing: expect.arrayContaining([expect.stringContaining('subnets/join')])}},
    })
    expect(await readAzureFacts(noting({virtualNetwork}).readers, {...use, network})).toMatchObject({
      virtualNetwork: {value: {location: 'eastus'}},
      networkPermission: known(undefined),
    })
  })
})

describe('a service principal', () => {
  const principal = {clientId: 'app', clientSecret: new Secret('s')}

  it('that Entra ID refuses says why; all else that fails is no refusal', async () => {
    const signingIn = (signIn: Azure['signIn']) => refusedSignIn(wellAzure('', {signIn}), principal)
    expect(await signingIn(async () => ({clientId: 'app', objectId: 'o'}))).toBeUndefined()
    expect(await signingIn(async () => Promise.reject(new NotAllowedError('expired')))).toBe('expired')
    await expect(signingIn(async () => Promise.reject(new UserError('no route')))).rejects.toThrow('no route')
  })
})
