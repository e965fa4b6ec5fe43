import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {startRig, type Rig} from '../azure-under-test.ts'

const one = '11111111-1111-4111-8111-111111111111'
const two = '22222222-2222-4222-8222-222222222222'

let home: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'subscription-'))
  await mkdir(join(home, '.azure'))
})
afterEach(() => rm(home, {recursive: true, force: true}))

/** As az writes it: with a byte order mark. */
const profile = (text: string) => writeFile(join(home, '.azure', 'azureProfile.json'), `\uFEFF${text}`)

const entry = (id: string, name: string, more = {}) => ({
  id,
  name,
  tenantId: `tenant-of-${name}`,
  isDefault: false,
  environmentName: 'VkctlSandbox',
  state: 'Enabled',
  ...more,
})

async function open(rig: Rig, {subscription, env = {}}: {subscription?: string; env?: Record<string, string>} = {}) {
  const {AZURE_SUBSCRIPTION_ID: _, ...rest} = rig.env()
  return rig.open({home, cwd: home, subscription, env: {...rest, ...env}})
}

describe('the subscription', () => {
  it('is the one that az account set chose, in its tenant', async () => {
    await using rig = await startRig()
    await profile(
      JSON.stringify({
        subscriptions: [entry(one, 'elsewhere', {isDefault: true, environmentName: 'AzureCloud'}), entry(two, 'mine', {isDefault: true})],
      }),
    )
    expect(await open(rig)).toMatchObject({subscriptionId: two, tenantId: 'tenant-of-mine'})
  })

  it('is the one that is asked for, by name or id, before the environment and the default', async () => {
    await using rig = await startRig()
    await profile(JSON.stringify({subscriptions: [entry(one, 'First'), entry(two, 'Second', {isDefault: true})]}))
    const env = {AZURE_SUBSCRIPTION_ID: two}
    expect(await open(rig, {subscription: 'first', env})).toMatchObject({subscriptionId: one, tenantId: 'tenant-of-First'})
    expect(await open(rig, {subscription: one.toUpperCase(), env})).toMatchObject({subscriptionId: one})
    expect(await open(rig, {env: {AZURE_SUBSCRIPTION_ID: one}})).toMatchObject({subscriptionId: one})
  })

  it('need not be known to az when it is an id', async () => {
    await using rig = await startRig()
    expect(await open(rig, {subscription: one})).toMatchObject({subscriptionId: one, tenantId: rig.sandbox.tenantId})
    expect(rig.requests().filter(line => line.includes('/subscriptions'))).toEqual([])
  })

  it('is looked up by name at ARM when az does not know it, with one request and one sign-in', async () => {
    await using rig = await startRig()
    expect(await open(rig, {subscription: 'vkctl SANDBOX'})).toMatchObject({subscriptionId: rig.sandbox.subscriptionId})
    expect(rig.requests().filter(line => !line.includes('metadata') && !line.includes('well-known'))).toEqual([
      `POST /${rig.sandbox.tenantId}/oauth2/v2.0/token`,
      'GET /subscriptions',
    ])
  })

  it('is not found by a wrong name', async () => {
    await using rig = await startRig()
    await expect(open(rig, {subscription: 'nope'})).rejects.toMatchObject({
      exitCode: 3,
      message: "Subscription 'nope' not found. Check the spelling and casing and try again.",
    })
  })

  it('has to be clear', async () => {
    await using rig = await startRig()
    await profile(JSON.stringify({subscriptions: [entry(one, 'same'), entry(two, 'same')]}))
    await expect(open(rig, {subscription: 'same'})).rejects.toMatchObject({
      exitCode: 2,
      message: `Several subscriptions are named 'same': ${one}, ${two}.`,
    })
    await expect(open(rig)).rejects.toMatchObject({
      exitCode: 2,
      message: "No subscription is chosen. Use --subscription or run 'az account set'.",
    })
  })

  it.each([
    ['no profile', undefined],
    ['an empty profile', '{"subscriptions": []}'],
    ['a profile of another shape', '[null]'],
  ])('is missing with %s', async (_what, text) => {
    await using rig = await startRig()
    if (text !== undefined) await profile(text)
    await expect(open(rig)).rejects.toMatchObject({exitCode: 8, message: "Please run 'az login' to setup account."})
  })

  it('is not guessed from a broken profile', async () => {
    await using rig = await startRig()
    await profile('{')
    await expect(open(rig)).rejects.toMatchObject({exitCode: 2, message: `${join(home, '.azure', 'azureProfile.json')} is not JSON.`})
  })
})
