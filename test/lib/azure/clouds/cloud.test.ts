import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {openTransport} from '../../../../src/lib/azure/transport/transport.ts'
import {resolveCloud} from '../../../../src/lib/azure/clouds/resolve-cloud.ts'
import {hasty, startRig, type Rig} from '../azure-under-test.ts'
import {talkTo} from '../../../talk.ts'

let home: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'cloud-'))
})
afterEach(() => rm(home, {recursive: true, force: true}))

async function resolve(env: Record<string, string>) {
  const silent = talkTo()
  const {entra} = await openTransport({signal: new AbortController().signal, talk: silent, patience: hasty})
  return resolveCloud({env, home, cwd: home}, entra, 'vkctl')
}

async function az(file: string, text: string): Promise<void> {
  await mkdir(join(home, '.azure'), {recursive: true})
  await writeFile(join(home, '.azure', file), text)
}

describe('the cloud', () => {
  it('is the public one', async () => {
    expect(await resolve({})).toEqual({
      name: 'AzureCloud',
      resourceManager: 'https://management.azure.com',
      authority: 'https://login.microsoftonline.com',
      audience: 'https://management.azure.com',
      custom: false,
      azureJsonName: 'AzurePublicCloud',
    })
  })

  it.each([
    ['AzureUSGovernment', 'AzureUSGovernment', 'AzureUSGovernmentCloud'],
    ['azurechinacloud', 'AzureChinaCloud', 'AzureChinaCloud'],
    ['AzurePublicCloud', 'AzureCloud', 'AzurePublicCloud'],
    ['AzureUSGovernmentCloud', 'AzureUSGovernment', 'AzureUSGovernmentCloud'],
  ])('is named by AZURE_CLOUD: %s', async (given, name, azureJsonName) => {
    expect(await resolve({AZURE_CLOUD: given})).toMatchObject({name, azureJsonName, custom: false})
  })

  it("is named by az's configuration, which AZURE_CLOUD overrides", async () => {
    await az('config', '[cloud]\nname = AzureChinaCloud\n')
    expect(await resolve({})).toMatchObject({name: 'AzureChinaCloud'})
    expect(await resolve({AZURE_CLOUD: 'AzureUSGovernment'})).toMatchObject({name: 'AzureUSGovernment'})
  })

  it('may be one that was registered with az', async () => {
    await az('config', '[cloud]\nname = Stack\n')
    await az(
      'clouds.config',
      '[AzureCloud]\nsubscription = x\n[Stack]\nendpoint_resource_manager = https://management.stack.example/\nendpoint_active_directory = https://login.stack.example/adfs\nendpoint_active_directory_resource_id = https://management.stack.example/aud\n',
    )
    expect(await resolve({})).toEqual({
      name: 'Stack',
      resourceManager: 'https://management.stack.example',
      authority: 'https://login.stack.example/adfs',
      audience: 'https://management.stack.example/aud',
      custom: true,
      azureJsonName: 'AzurePublicCloud',
    })
  })

  it('has to be known', async () => {
    await expect(resolve({AZURE_CLOUD: 'Nope'})).rejects.toMatchObject({
      exitCode: 2,
      message: "The cloud 'Nope' is not known to az. Known clouds: AzureCloud, AzureUSGovernment, AzureChinaCloud.",
    })
  })
})

describe("a cloud of one's own", () => {
  const entry = (name: string) => ({
    name,
    resourceManager: `https://${name}.example/`,
    authentication: {loginEndpoint: `https://login.${name}.example/`, audiences: [`https://aud.${name}.example/`, 'https://other.example']},
  })
  const answer = (rig: Rig, body: unknown) => rig.fail({path: 'metadata', status: 200, body: JSON.stringify(body)})

  it('is the only one of the list, whatever its name', async () => {
    await using rig = await startRig()
    const {endpoint, metadataUrl} = rig.sandbox
    expect(await resolve({ARM_CLOUD_METADATA_URL: metadataUrl, AZURE_CLOUD: 'another'})).toMatchObject({
      name: 'VkctlSandbox',
      resourceManager: endpoint,
      custom: true,
    })
  })

  it('is the named one of several', async () => {
    await using rig = await startRig()
    answer(rig, [entry('AzureCloud'), entry('AzureChinaCloud')])
    expect(await resolve({ARM_CLOUD_METADATA_URL: rig.sandbox.metadataUrl, AZURE_CLOUD: 'AzureChinaCloud'})).toEqual({
      name: 'AzureChinaCloud',
      resourceManager: 'https://AzureChinaCloud.example',
      authority: 'https://login.AzureChinaCloud.example',
      audience: 'https://aud.AzureChinaCloud.example/',
      custom: true,
      azureJsonName: 'AzureChinaCloud',
    })
  })

  it.each([
    ['several, none named', [entry('a'), entry('b')], {}, /lists several clouds: a, b\./, 2],
    [
      'several, another named',
      [entry('a'), entry('b')],
      {AZURE_CLOUD: 'c'},
      /^The cloud 'c' is not known to https:.*Known clouds: a, b\.$/,
      2,
    ],
    ['no list', {error: {}}, {}, /did not return a list of clouds/, 1],
    ['an empty list', [], {}, /did not return a list of clouds/, 1],
    [
      'entries that lack the endpoints',
      [null, {name: 'a'}, {name: 'b', authentication: {audiences: []}}],
      {},
      /did not return a list of clouds/,
      1,
    ],
    [
      'an endpoint without TLS',
      [{...entry('a'), resourceManager: 'http://a.example'}],
      {},
      /^ARM_CLOUD_METADATA_URL: The resource manager of the cloud a must be an https address, not 'http:\/\/a\.example'\.$/,
      1,
    ],
  ])('is refused with %s', async (_what, body, env, message, exitCode) => {
    await using rig = await startRig()
    answer(rig, body)
    await expect(resolve({ARM_CLOUD_METADATA_URL: rig.sandbox.metadataUrl, ...env})).rejects.toMatchObject({
      exitCode,
      message: expect.stringMatching(message),
    })
  })

  it('is not asked for over plain http', async () => {
    await expect(resolve({ARM_CLOUD_METADATA_URL: 'http://127.0.0.1:1/'})).rejects.toMatchObject({
      exitCode: 2,
      message: "ARM_CLOUD_METADATA_URL must be an https address, not 'http://127.0.0.1:1/'.",
    })
  })

  it('is asked for again when that fails in passing, but not for ever', async () => {
    await using rig = await startRig()
    rig.fail({path: 'metadata', status: 503})
    expect(await resolve({ARM_CLOUD_METADATA_URL: rig.sandbox.metadataUrl})).toMatchObject({name: 'VkctlSandbox'})
    rig.fail({path: 'metadata', status: 404})
    await expect(resolve({ARM_CLOUD_METADATA_URL: rig.sandbox.metadataUrl})).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/answered with status 404\.$/),
    })
  })

  it('has to show a certificate that is trusted', async () => {
    await using rig = await startRig()
    const {getCACertificates, setDefaultCACertificates} = await import('node:tls')
    setDefaultCACertificates([...getCACertificates('bundled')])
    await expect(resolve({ARM_CLOUD_METADATA_URL: rig.sandbox.metadataUrl})).rejects.toMatchObject({
      exitCode: 1,
      hints: [expect.stringContaining('NODE_EXTRA_CA_CERTS')],
    })
  })
})
