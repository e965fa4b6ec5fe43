import {describe, expect, it} from '@jest/globals'
import {decodeJwt, exportSPKI, generateKeyPair, SignJWT} from 'jose'
import {azureForTests} from './azure-for-tests.ts'

describe('the token endpoint', () => {
  it('issues a token with the claims that Azure and its clients look at', async () => {
    await using test = await azureForTests()
    const {clientId, objectId} = test.azure.principal('operator')
    const {status, body} = await test.signIn({client_id: clientId, client_secret: 'operator-secret~of-the.sandbox'})
    expect(status).toBe(200)
    expect(body).toMatchObject({token_type: 'Bearer', expires_in: 3599})
    const claims = decodeJwt(body.access_token)
    expect(claims).toMatchObject({aud: `${test.azure.endpoint}/`, appid: clientId, oid: objectId, tid: test.azure.tenantId})
    expect(claims.exp).toBeGreaterThan(Date.now() / 1000)
  })

  it.each([
    ['a wrong secret', {client_secret: 'wrong'}, 401, 'invalid_client', 7000215],
    ['no secret', {}, 401, 'invalid_client', 7000218],
    ['an unknown application', {client_id: '00000000-0000-0000-0000-000000000009', client_secret: 'x'}, 400, 'unauthorized_client', 700016],
    ['another grant', {grant_type: 'password'}, 400, 'unsupported_grant_type', 70003],
    [
      'an unknown resource',
      {client_secret: 'operator-secret~of-the.sandbox', scope: 'https://elsewhere.example/.default'},
      400,
      'invalid_resource',
      500011,
    ],
  ] as [string, Record<string, string>, number, string, number][])('refuses %s', async (_, form, status, error, number) => {
    await using test = await azureForTests()
    const reply = await test.signIn({client_id: test.azure.principal('operator').clientId, ...form})
    expect(reply.status).toBe(status)
    expect(reply.body).toMatchObject({
      error,
      error_codes: [number],
      error_description: expect.stringMatching(`^AADSTS${number}: .* Trace ID: `),
    })
  })

  it('takes a token of an issuer that the application trusts, and of no other subject', async () => {
    const {publicKey, privateKey} = await generateKeyPair('RS256')
    const federation = {issuer: 'https://ci.example', subject: 'repo:me/it', key: await exportSPKI(publicKey)}
    const clientId = '0a6b2f5e-7c1d-4e2a-b1f0-5d3c9e8a7b66'
    await using test = await azureForTests({
      principals: [{name: 'ci', clientId, objectId: crypto.randomUUID(), kind: 'application', federation}],
    })
    const signIn = async (subject: string) =>
      await test.signIn({
        client_id: clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await new SignJWT()
          .setProtectedHeader({alg: 'RS256'})
          .setIssuer('https://ci.example')
          .setSubject(subject)
          .setAudience('api://AzureADTokenExchange')
          .setExpirationTime('1 minute')
          .sign(privateKey),
      })
    expect(await signIn('repo:me/it')).toMatchObject({status: 200})
    expect(await signIn('repo:me/other')).toMatchObject({status: 401, body: {error_codes: [700027]}})
  })

  it('refuses another tenant, in the token endpoint and in the OpenID configuration', async () => {
    await using test = await azureForTests()
    const other = '99999999-9999-9999-9999-999999999999'
    expect(await test.signIn({client_id: 'x', client_secret: 'x'}, other)).toMatchObject({
      status: 400,
      body: {error: 'invalid_request', error_codes: [90002]},
    })
    expect(await test.send('GET', `/${other}/v2.0/.well-known/openid-configuration`)).toMatchObject({
      status: 400,
      body: {error: 'invalid_tenant', error_codes: [90002]},
    })
  })
})
