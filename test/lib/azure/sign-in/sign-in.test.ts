import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {execa} from 'execa'
import {importPKCS8, SignJWT} from 'jose'
import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {inspect} from 'node:util'
import {writeFakeAz} from './fake-az.ts'
import {compileCache} from '../../../compile-cache.ts'
import {rsaPair} from '../../../sandbox/azure/rsa-pair.ts'
import {startRig, type Rig} from '../azure-under-test.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sign-in-'))
})
afterEach(() => rm(folder, {recursive: true, force: true}))

const group = 'myResourceGroup'
const application = {
  name: 'app',
  clientId: '0a6b2f5e-7c1d-4e2a-b1f0-5d3c9e8a7b77',
  objectId: '1d4e7a90-3b2c-4f5d-8e6f-7a8b9c0d1e77',
  kind: 'application',
} as const

interface Outcome {
  readonly name?: string
  readonly tenantId?: string
  readonly message?: string
  readonly hints?: readonly string[]
  readonly exitCode?: number
  readonly said: readonly string[]
}

/** Opens Azure in a process whose whole environment is `env`. */
async function inProcess(rig: Rig, env: Readonly<Record<string, string>>): Promise<Outcome> {
  const ca = join(folder, 'ca.pem')
  await writeFile(ca, rig.ca)
  const {stdout} = await execa(process.execPath, [fileURLToPath(new URL('sign-in-client.ts', import.meta.url))], {
    extendEnv: false,
    timeout: 20_000,
    env: {
      HOME: folder,
      PATH: '',
      ...(process.platform === 'win32' && {SystemRoot: process.env['SystemRoot']}),
      NODE_EXTRA_CA_CERTS: ca,
      ARM_CLOUD_METADATA_URL: rig.sandbox.metadataUrl,
      ...compileCache,
      ...env,
    },
  })
  return JSON.parse(stdout)
}

describe('a service principal', () => {
  it('signs in with a certificate', async () => {
    const {certificate, key} = await rsaPair()
    await using rig = await startRig({principals: [{...application, keys: [certificate]}], roles: [{principal: 'app', role: 'Reader'}]})
    const path = join(folder, 'sp.pem')
    await writeFile(path, `${key}\n${certificate}`)
    const {AZURE_CLIENT_SECRET: _, ...env} = rig.env()
    const outcome = await inProcess(rig, {...env, AZURE_CLIENT_ID: application.clientId, AZURE_CLIENT_CERTIFICATE_PATH: path})
    expect(outcome).toMatchObject({
      name: group,
      said: [expect.any(String), `Signed in with the service principal ${application.clientId} and its certificate.`],
    })
  })

  it('signs in with a federated token', async () => {
    const {certificate, key} = await rsaPair()
    const federation = {issuer: 'https://cluster.example/', subject: 'system:serviceaccount:ci:vkctl', key: certificate}
    await using rig = await startRig({principals: [{...application, federation}], roles: [{principal: 'app', role: 'Reader'}]})
    const tokenFile = join(folder, 'token')
    const assertion = new SignJWT()
      .setProtectedHeader({alg: 'RS256'})
      .setIssuer(federation.issuer)
      .setSubject(federation.subject)
      .setAudience('api://AzureADTokenExchange')
      .setIssuedAt()
      .setExpirationTime('5m')
    await writeFile(tokenFile, await assertion.sign(await importPKCS8(key, 'RS256')))
    const {AZURE_CLIENT_SECRET: _, ...env} = rig.env()
    const azure = await rig.open({env: {...env, AZURE_CLIENT_ID: application.clientId, AZURE_FEDERATED_TOKEN_FILE: tokenFile}})
    expect(await azure.resourceGroup(group)).toMatchObject({name: group})
    expect(rig.said).toContainEqual({level: 'info', text: `Signed in with the workload identity ${application.clientId}.`})
  })

  it.each([
    [
      'a wrong secret',
      {AZURE_CLIENT_SECRET: 'wr0ng!'},
      /^Signing in with the service principal \S+ and its secret failed: AADSTS7000215: Invalid client secret provided\./,
    ],
    [
      'a wrong tenant',
      {AZURE_TENANT_ID: '99999999-9999-4999-8999-999999999999'},
      /^Signing in with the service principal \S+ and its secret failed: .*AADSTS90002/,
    ],
    [
      'a certificate that is not there',
      {AZURE_CLIENT_SECRET: '', AZURE_CLIENT_CERTIFICATE_PATH: 'no-such-file.pem'},
      /^Signing in with the service principal \S+ and its certificate failed: .*no-such-file\.pem/,
    ],
    [
      'a tenant that is none',
      {AZURE_TENANT_ID: 'not a tenant'},
      /^Signing in with the service principal \S+ and its secret failed: .*tenant/i,
    ],
  ])('is not allowed in with %s', async (_what, env, message) => {
    await using rig = await startRig()
    const failed = await (await rig.open({env: {...rig.env(), ...env}})).resourceGroup(group).catch((error: unknown) => error)
    expect(failed).toMatchObject({exitCode: 8, message: expect.stringMatching(message)})
    expect(inspect(failed, {depth: 20, showHidden: true})).not.toContain('wr0ng')
  })

  it.each([
    [
      'answers HTML',
      {path: 'token', status: 200, headers: {'content-type': 'text/html'}, body: '<html>'},
      /answered POST \/.*\/token with status 200 and something that is not JSON \(text\/html\)/,
    ],
    ['cuts the connection', {path: 'token', cut: true, times: 9}, /^The connection to 127\.0\.0\.1:\d+ was cut during POST/],
    ['cuts the connection early', {path: 'well-known', cut: true, times: 9}, /^The connection to 127\.0\.0\.1:\d+ was cut during GET/],
    [
      'is out of order',
      {
        path: 'token',
        status: 503,
        times: 9,
        body: '{"error":"temporarily_unavailable","error_description":"AADSTS90033: A transient error has occurred. Please try again."}',
      },
      /^Entra ID cannot handle sign-ins at the moment: AADSTS90033: A transient error has occurred\. Please try again\.$/,
    ],
  ])('is told when Entra ID %s', async (_what, fault, message) => {
    await using rig = await startRig()
    rig.fail(fault)
    await expect((await rig.open()).resourceGroup(group)).rejects.toMatchObject({exitCode: 1, message: expect.stringMatching(message)})
  })

  it('is asked for again when Entra ID fails in passing', async () => {
    await using rig = await startRig()
    rig.fail({path: 'token', cut: true}, {path: 'well-known', status: 500})
    expect(await (await rig.open()).resourceGroup(group)).toMatchObject({name: group})
  })

  it('signs in anew after a failure', async () => {
    await using rig = await startRig()
    rig.fail({path: 'token', status: 200, headers: {'content-type': 'text/html'}, body: '<html>'})
    const azure = await rig.open()
    await expect(azure.resourceGroup(group)).rejects.toThrow('not JSON')
    expect(await azure.resourceGroup(group)).toMatchObject({name: group})
  })
})

describe('az login', () => {
  const subscription = '5b8f1a52-0d3e-4c1c-9f67-3a2f7e1d4c90'

  async function signedIn(rig: Rig): Promise<void> {
    await mkdir(join(folder, '.azure'))
    const entry = {id: subscription, name: 'mine', tenantId: rig.sandbox.tenantId, isDefault: true, environmentName: 'VkctlSandbox'}
    await writeFile(join(folder, '.azure', 'azureProfile.json'), `\uFEFF${JSON.stringify({subscriptions: [entry]})}`)
  }

  it('is used, with the token for the tenant of the subscription', async () => {
    await using rig = await startRig()
    await signedIn(rig)
    const PATH = await writeFakeAz(folder, {token: await rig.token('operator'), resource: `${rig.sandbox.endpoint}/`, subscription})
    expect(await inProcess(rig, {PATH})).toEqual({
      name: group,
      tenantId: rig.sandbox.tenantId,
      said: [`Subscription ${subscription} in VkctlSandbox.`, 'Signed in with az login.'],
    })
    const runs = (await readFile(join(folder, 'az.log'), 'utf8')).trim().split('\n')
    expect(runs).toHaveLength(1)
  })

  it('gives way to a service principal', async () => {
    await using rig = await startRig()
    await signedIn(rig)
    expect(await inProcess(rig, rig.env())).toMatchObject({
      name: group,
      said: [expect.any(String), expect.stringMatching(/service principal/)],
    })
  })

  it('is asked for when nothing else is there, with all that was tried', async () => {
    await using rig = await startRig()
    const missing = await inProcess(rig, {AZURE_SUBSCRIPTION_ID: subscription})
    expect(missing).toMatchObject({exitCode: 8, message: "Please run 'az login' to setup account."})
    expect(missing.hints).toEqual([
      'Tried:',
      expect.stringMatching(/^ {2}az login: Azure CLI could not be found\./),
      'Not configured:',
      '  service principal: AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH are not set',
      '  workload identity: AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_FEDERATED_TOKEN_FILE are not set',
      '  managed identity: VKCTL_USE_MANAGED_IDENTITY is not set',
    ])

    const PATH = await writeFakeAz(folder, {resource: `${rig.sandbox.endpoint}/`})
    const signedOut = await inProcess(rig, {PATH, AZURE_SUBSCRIPTION_ID: subscription})
    expect(signedOut).toMatchObject({exitCode: 8, message: "Please run 'az login' to setup account."})
    expect(signedOut.hints?.[1]).toMatch(/^ {2}az login: Please run 'az login'/)
  })
})

describe('a managed identity', () => {
  const asked = (rig: Rig) => ({
    VKCTL_USE_MANAGED_IDENTITY: 'yes',
    AZURE_SUBSCRIPTION_ID: rig.sandbox.subscriptionId,
    AZURE_POD_IDENTITY_AUTHORITY_HOST: new URL(rig.sandbox.imdsUrl).origin,
  })

  it('signs in where it is asked for, after az', async () => {
    await using rig = await startRig({roles: [{principal: 'kubelet', role: 'Reader'}]})
    const {clientId} = rig.sandbox.principal('kubelet')
    expect(await inProcess(rig, asked(rig))).toMatchObject({
      name: group,
      tenantId: rig.sandbox.tenantId,
      said: ['Signed in with the managed identity.', expect.any(String)],
    })
    expect(await inProcess(rig, {...asked(rig), AZURE_CLIENT_ID: clientId})).toMatchObject({
      name: group,
      said: [`Signed in with the managed identity ${clientId}.`, expect.any(String)],
    })
  })

  it('tells why it cannot', async () => {
    await using rig = await startRig()
    const outcome = await inProcess(rig, {...asked(rig), AZURE_CLIENT_ID: '00000000-0000-4000-8000-000000000000'})
    expect(outcome).toMatchObject({exitCode: 8, message: "Please run 'az login' to setup account."})
    expect(outcome.hints?.[2]).toMatch(/^ {2}the managed identity 00000000-0000-4000-8000-000000000000: .*Identity not found/)
  })

  it('is not looked for otherwise', async () => {
    await using rig = await startRig({roles: [{principal: 'kubelet', role: 'Reader'}]})
    const {VKCTL_USE_MANAGED_IDENTITY: _, ...env} = asked(rig)
    expect(await inProcess(rig, env)).toMatchObject({exitCode: 8})
    expect(rig.requests()).toEqual(['GET /metadata/endpoints'])
  })
})

describe('the edge to Azure', () => {
  it('loads nothing of the SDK before it is opened', async () => {
    const module = new URL('../../../../src/lib/azure/open-azure.ts', import.meta.url)
    const program = `await import(${JSON.stringify(module.href)}); process.stdout.write(JSON.stringify(process.getActiveResourcesInfo()))`
    // A loader that refuses the SDK.
    const refuse = `import {registerHooks} from 'node:module'; registerHooks({resolve(name, context, next) { if (name.startsWith('@azure')) throw new Error('loads ' + name); return next(name, context) }})`
    const {exitCode, stderr} = await execa(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(refuse)}`, '--input-type=module', '-e', program],
      {reject: false},
    )
    expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''})
  })
})
