import {describe, expect, it} from '@jest/globals'
import {azureForTests} from './azure-for-tests.ts'

const list = '/providers/Microsoft.ContainerInstance/containerGroups'

describe('a list of container groups', () => {
  it('comes in pages, each with the address of the next one', async () => {
    await using test = await azureForTests({registered: ['Microsoft.ContainerInstance']})
    for (let index = 0; index < 201; index++) {
      const id = `${test.subscription}/resourceGroups/aci-westus2${list}/g${index}`
      const body = {location: 'westus2', properties: {osType: 'Linux', containers: []}}
      test.azure.state.containerGroups.set(id.toLowerCase(), {
        id,
        name: `g${index}`,
        resourceGroup: 'aci-westus2',
        body,
        createdAt: 0,
        ip: '20.0.0.1',
      })
    }
    const {body: first} = await test.arm('GET', `${test.subscription}${list}`)
    expect(first.value).toHaveLength(200)
    const next = new URL(first.nextLink)
    expect(next.origin).toBe(new URL(test.azure.endpoint).origin)
    const {body: second} = await test.send('GET', `${next.pathname}${next.search}`, {as: 'operator'})
    expect(second).toMatchObject({value: [{name: 'g200'}]})
    expect(second.nextLink).toBeUndefined()
    const wrong = `${test.subscription}${list}?api-version=2023-05-01&$skiptoken=nonsense`
    expect(await test.send('GET', wrong, {as: 'operator'})).toMatchObject({status: 400, body: {error: {code: 'InvalidSkipToken'}}})
  })
})
