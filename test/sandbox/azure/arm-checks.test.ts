import {describe, expect, it} from '@jest/globals'
import {azureForTests} from './azure-for-tests.ts'

const cluster = '/resourceGroups/myResourceGroup/providers/Microsoft.ContainerService/managedClusters/myAKSCluster'

describe('what Resource Manager checks before it answers', () => {
  it('wants an api-version, and one that the type has', async () => {
    await using test = await azureForTests()
    expect(await test.send('GET', `${test.subscription}${cluster}`)).toMatchObject({
      status: 400,
      body: {error: {code: 'MissingApiVersionParameter'}},
    })
    expect(await test.arm('GET', test.subscription, {apiVersion: '2099-01-01'})).toMatchObject({
      status: 400,
      body: {error: {code: 'InvalidApiVersionParameter'}},
    })
    expect(await test.arm('GET', `${test.subscription}${cluster}`, {apiVersion: '2099-01-01'})).toMatchObject({
      status: 400,
      body: {error: {code: 'NoRegisteredProviderFound'}},
    })
  })

  it('wants a token of this tenant for itself, and says where to get one', async () => {
    await using test = await azureForTests()
    const path = `${test.subscription}?api-version=2022-12-01`
    const none = await test.send('GET', path)
    expect(none).toMatchObject({status: 401, body: {error: {code: 'AuthenticationFailed'}}})
    expect(none.headers['www-authenticate']).toContain(`authorization_uri="${test.azure.endpoint}/${test.azure.tenantId}"`)
    expect(await test.send('GET', path, {token: 'made.up.token'})).toMatchObject({
      status: 401,
      body: {error: {code: 'InvalidAuthenticationToken'}},
    })
    const {clientId, secrets} = test.azure.principal('operator')
    const forCluster = await test.signIn({
      client_id: clientId,
      client_secret: secrets?.[0] ?? '',
      scope: '6dae42f8-4368-4678-94ff-3960e28e3630/.default',
    })
    expect(await test.send('GET', path, {token: forCluster.body.access_token})).toMatchObject({
      status: 401,
      body: {error: {code: 'InvalidAuthenticationTokenAudience'}},
    })
  })

  it('refuses what no role allows, naming client, object id, action and scope', async () => {
    await using test = await azureForTests()
    const {clientId, objectId} = test.azure.principal('stranger')
    const reply = await test.arm('GET', `${test.subscription}${cluster}`, {as: 'stranger'})
    expect(reply.status).toBe(403)
    expect(reply.headers['x-ms-failure-cause']).toBe('gateway')
    expect(reply.body.error).toEqual({
      code: 'AuthorizationFailed',
      message:
        `The client '${clientId}' with object id '${objectId}' does not have authorization to perform action 'Microsoft.ContainerService/managedClusters/read' ` +
        `over scope '${test.subscription}${cluster}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    })
  })

  it('lets a Reader read and nothing else', async () => {
    await using test = await azureForTests()
    expect(await test.arm('GET', `${test.subscription}${cluster}`, {as: 'reader'})).toMatchObject({
      status: 200,
      body: {name: 'myAKSCluster'},
    })
    expect(await test.arm('POST', `${test.subscription}${cluster}/listClusterUserCredential`, {as: 'reader'})).toMatchObject({status: 403})
    expect(await test.arm('POST', `${test.subscription}/providers/Microsoft.ContainerInstance/register`, {as: 'reader'})).toMatchObject({
      status: 403,
      body: {error: {message: expect.stringContaining(`'Microsoft.ContainerInstance/register/action' over scope '${test.subscription}'`)}},
    })
  })

  it('says what it does not have, each in its own way', async () => {
    await using test = await azureForTests()
    const wrong = await test.arm('GET', '/subscriptions/00000000-0000-0000-0000-00000000000a')
    expect(wrong).toMatchObject({status: 404, body: {error: {code: 'SubscriptionNotFound'}}})
    expect(await test.arm('GET', `${test.subscription}/resourceGroups/nope`)).toMatchObject({
      status: 404,
      body: {error: {code: 'ResourceGroupNotFound', message: "Resource group 'nope' could not be found."}},
    })
    expect(await test.arm('GET', `${test.subscription}${cluster}2`)).toMatchObject({status: 404, body: {error: {code: 'ResourceNotFound'}}})
    expect(await test.arm('GET', `${test.subscription}/providers/Microsoft.Nope`)).toMatchObject({
      status: 404,
      body: {error: {code: 'InvalidResourceNamespace'}},
    })
  })

  it('takes paths in any case and with the doubled slash that its clients send', async () => {
    await using test = await azureForTests()
    expect(await test.arm('GET', `/${test.subscription}${cluster}`.toUpperCase())).toMatchObject({
      status: 200,
      body: {name: 'myAKSCluster'},
    })
  })

  it('shows the subscription and the groups only to whoever has a role there', async () => {
    await using test = await azureForTests()
    expect((await test.arm('GET', '/subscriptions')).body.value).toHaveLength(1)
    expect((await test.arm('GET', '/subscriptions', {as: 'stranger'})).body.value).toHaveLength(0)
    expect((await test.arm('GET', `${test.subscription}/resourceGroups`)).body.value).toHaveLength(3)
    expect((await test.arm('GET', `${test.subscription}/resourceGroups`, {as: 'stranger'})).body.value).toHaveLength(0)
  })

  it('fails on demand, in its own shape', async () => {
    await using test = await azureForTests()
    test.faults.set([
      {
        server: 'azure',
        path: 'managedClusters',
        status: 429,
        code: 'TooManyRequests',
        message: 'Slow down.',
        headers: {'retry-after': '7'},
      },
    ])
    const reply = await test.arm('GET', `${test.subscription}${cluster}`)
    expect(reply).toMatchObject({
      status: 429,
      body: {error: {code: 'TooManyRequests', message: 'Slow down.'}},
      headers: {'retry-after': '7'},
    })
    expect(await test.arm('GET', `${test.subscription}${cluster}`)).toMatchObject({status: 200})
  })
})
