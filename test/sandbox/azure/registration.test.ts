import {describe, expect, it} from '@jest/globals'
import {azureForTests} from './azure-for-tests.ts'

describe('registration of a resource provider', () => {
  it('goes from NotRegistered over Registering to Registered', async () => {
    await using test = await azureForTests({delays: {registrationMs: Infinity}})
    const provider = `${test.subscription}/providers/Microsoft.ContainerInstance`
    const state = async (): Promise<string> => (await test.arm('GET', provider, {apiVersion: '2025-04-01'})).body.registrationState
    expect(await state()).toBe('NotRegistered')
    expect((await test.arm('POST', `${provider}/register`)).body.registrationState).toBe('Registering')
    expect(await state()).toBe('Registering')
    test.azure.state.delays = {...test.azure.state.delays, registrationMs: 0}
    expect(await state()).toBe('Registered')
  })

  it('names the locations of container groups as people read them', async () => {
    await using test = await azureForTests()
    const {body} = await test.arm('GET', `${test.subscription}/providers/microsoft.containerinstance`)
    const type = body.resourceTypes.find(({resourceType}: {resourceType: string}) => resourceType === 'containerGroups')
    expect(type.locations).toEqual(expect.arrayContaining(['East US', 'West US 2']))
    expect(body).toMatchObject({namespace: 'Microsoft.ContainerInstance', registrationPolicy: 'RegistrationRequired'})
  })
})
