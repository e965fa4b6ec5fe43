import {describe, expect, it} from '@jest/globals'
import {azureForTests} from './azure-for-tests.ts'

describe("the nodes' metadata service", () => {
  it('gives the kubelet identity a token that Resource Manager takes, with the rights that identity has', async () => {
    await using test = await azureForTests({roles: [{principal: 'kubelet', role: 'Reader'}]})
    const {clientId} = test.azure.principal('kubelet')
    const reply = await fetch(`${test.azure.imdsUrl}?api-version=2018-02-01&resource=https://management.azure.com/&client_id=${clientId}`, {
      headers: {Metadata: 'true'},
    })
    const body = (await reply.json()) as {access_token: string; expires_on: string}
    expect(Number(body.expires_on)).toBeGreaterThan(Date.now() / 1000)
    expect(await test.send('GET', `${test.subscription}?api-version=2022-12-01`, {token: body.access_token})).toMatchObject({status: 200})
  })

  it.each([
    ['an identity that nobody has', 'client_id=00000000-0000-0000-0000-000000000001', {Metadata: 'true'}, 'Identity not found'],
    // That of connector-sp.
    ['an identity that the nodes do not have', 'client_id=0a6b2f5e-7c1d-4e2a-b1f0-5d3c9e8a7b04', {Metadata: 'true'}, 'Identity not found'],
    ['a request without the header', 'client_id=x', {}, 'Required metadata header not specified'],
  ])('refuses %s', async (_, query, headers, description) => {
    await using test = await azureForTests()
    const reply = await fetch(`${test.azure.imdsUrl}?api-version=2018-02-01&resource=https://management.azure.com/&${query}`, {
      headers: headers as Record<string, string>,
    })
    expect(reply.status).toBe(400)
    expect(await reply.json()).toMatchObject({error: 'invalid_request', error_description: description})
  })
})
