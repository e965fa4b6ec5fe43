import {describe, expect, it} from '@jest/globals'
import {azureForTests, type AzureForTests} from './azure-for-tests.ts'

const graph = '/graph/v1.0'

async function graphToken(test: AzureForTests): Promise<string> {
  const {azure} = test
  const {clientId, secrets} = azure.principal('operator')
  const scope = `${azure.endpoint}/graph//.default`
  return (await test.signIn({client_id: clientId, client_secret: secrets?.[0] ?? '', scope})).body.access_token
}

describe('Microsoft Graph', () => {
  it('finds a service principal by its application id, and principals by object ids', async () => {
    await using test = await azureForTests()
    const token = await graphToken(test)
    const {clientId, objectId} = test.azure.principal('kubelet')
    const filter = encodeURIComponent(`servicePrincipalNames/any(c:c eq '${clientId}')`)
    expect(await test.send('GET', `${graph}/servicePrincipals?$filter=${filter}`, {token})).toMatchObject({
      status: 200,
      body: {value: [{id: objectId, appId: clientId, servicePrincipalType: 'ManagedIdentity'}]},
    })
    const [group] = test.azure.principal('operator').groups ?? []
    expect(
      await test.send('POST', `${graph}/directoryObjects/getByIds`, {token, body: {ids: [objectId, group, crypto.randomUUID()]}}),
    ).toMatchObject({
      status: 200,
      body: {
        value: [
          {'@odata.type': '#microsoft.graph.servicePrincipal', id: objectId},
          {'@odata.type': '#microsoft.graph.group', id: group},
        ],
      },
    })
    expect(await test.send('GET', `${graph}/servicePrincipals/${objectId}`, {token})).toMatchObject({body: {displayName: 'kubelet'}})
  })

  it.each([
    ['GET', '/servicePrincipals/none', undefined, 404, 'Request_ResourceNotFound'],
    ['GET', '/servicePrincipals?$filter=nonsense', undefined, 400, 'Request_UnsupportedQuery'],
    ['GET', '/nonsense', undefined, 400, 'BadRequest'],
    ['POST', '/directoryObjects/getByIds', {ids: 1}, 400, 'Request_BadRequest'],
  ])('refuses %s %s', async (method, path, body, status, code) => {
    await using test = await azureForTests()
    const token = await graphToken(test)
    expect(await test.send(method, `${graph}${path}`, {token, body})).toMatchObject({status, body: {error: {code}}})
  })

  it('refuses a token for Resource Manager', async () => {
    await using test = await azureForTests()
    expect(await test.send('GET', `${graph}/servicePrincipals`, {as: 'operator'})).toMatchObject({
      status: 401,
      body: {error: {code: 'InvalidAuthenticationToken'}},
    })
  })
})
