import {az, vkctl} from '../../../../src/lib/printed-commands/printed-command.ts'
import {once} from 'node:events'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {describe, expect, it} from '@jest/globals'
import {inspect} from 'node:util'
import type {Azure} from '../../../../src/lib/azure/azure.ts'
import {InterruptedError, NotAllowedError, NotFoundError, UserError} from '../../../../src/lib/errors.ts'
import {itemsOf} from '../../../../src/lib/azure/transport/pages.ts'
import {hasty, startRig, type Rig} from '../azure-under-test.ts'
import {talkTo} from '../../../talk.ts'

const group = 'myResourceGroup'
const cluster = {resourceGroup: group, name: 'myAKSCluster'}
const clusterPath = 'managedClusters/myAKSCluster'

/** The error that a request ends with. */
async function failure(request: Promise<unknown>): Promise<UserError> {
  const error = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(UserError)
  return error as UserError
}

/** Requests that reached ARM about the cluster. */
const attempts = (rig: Rig): number => rig.requests().filter(line => line.includes(clusterPath)).length

describe('what is not there', () => {
  it('is a cluster, in the words of ARM', async () => {
    await using rig = await startRig()
    const error = await failure((await rig.open()).cluster({resourceGroup: group, name: 'nope'}))
    expect(error).toBeInstanceOf(NotFoundError)
    expect(error).toMatchObject({
      exitCode: 3,
      message:
        "(ResourceNotFound) The Resource 'Microsoft.ContainerService/managedClusters/nope' under resource group 'myResourceGroup' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
      cause: {status: 404, code: 'ResourceNotFound'},
    })
  })

  it('is a resource group', async () => {
    await using rig = await startRig()
    const azure = await rig.open()
    const requests = [
      () => azure.resourceGroup('nope'),
      () => azure.cluster({resourceGroup: 'nope', name: 'x'}),
      () => azure.containerGroups('nope'),
    ]
    for (const request of requests) {
      expect(await failure(request())).toMatchObject({
        exitCode: 3,
        message: "(ResourceGroupNotFound) Resource group 'nope' could not be found.",
      })
    }
  })

  it('is not what a proxy says that is not ARM', async () => {
    await using rig = await startRig()
    rig.fail({path: clusterPath, status: 404, headers: {'content-type': 'text/html'}, body: '<html>secret-of-the-page</html>'})
    const error = await failure((await rig.open()).cluster(cluster))
    expect(error).not.toBeInstanceOf(NotFoundError)
    expect(error).toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(
        /answered GET \/subscriptions\/.*\/myAKSCluster with status 404 and something that is not JSON \(text\/html\)\.$/,
      ),
    })
    expect(inspect(error, {depth: 20, showHidden: true})).not.toContain('secret-of-the-page')
  })
})

describe('what is not allowed', () => {
  it('names action, scope and principal, and what would help', async () => {
    await using rig = await startRig()
    const azure = await rig.open({env: rig.env('stranger')})
    const error = await failure(azure.resourceGroup(group))
    const {clientId, objectId} = rig.sandbox.principal('stranger')
    const scope = `/subscriptions/${rig.sandbox.subscriptionId}/resourceGroups/${group}`
    expect(error).toBeInstanceOf(NotAllowedError)
    expect(error).toMatchObject({
      exitCode: 8,
      message: expect.stringContaining(
        `(AuthorizationFailed) The client '${clientId}' with object id '${objectId}' does not have authorization to perform action 'Microsoft.Resources/subscriptions/resourceGroups/read' over scope '${scope}'`,
      ),
      hints: expect.arrayContaining([
        'Ask somebody who may assign roles to assign you a role with the action Microsoft.Resources/subscriptions/resourceGroups/read:',
        az`role assignment create --assignee-object-id ${objectId} --scope ${scope} --role ROLE`,
      ]),
    })
  })

  it('may be a token that ARM refuses', async () => {
    await using rig = await startRig()
    rig.fail({
      path: clusterPath,
      status: 401,
      headers: {'www-authenticate': 'Bearer authorization_uri="https://login.invalid/x", error="invalid_token"'},
      code: 'InvalidAuthenticationToken',
      message: 'The access token is invalid.',
    })
    const error = await failure((await rig.open()).cluster(cluster))
    expect(error).toMatchObject({
      exitCode: 8,
      message: '(InvalidAuthenticationToken) The access token is invalid.',
      hints: [expect.stringContaining('az login')],
    })
  })

  it('may be a deny assignment, which no role helps against', async () => {
    await using rig = await startRig()
    rig.fail({
      path: clusterPath,
      status: 403,
      code: 'DenyAssignmentAuthorizationFailed',
      message: "The client 'c' with object id 'o' has permission to perform action 'a' on scope 's'; however, …",
    })
    expect(await failure((await rig.open()).cluster(cluster))).toMatchObject({
      exitCode: 8,
      hints: ['A deny assignment blocks this action. Another role does not help.'],
    })
  })
})

describe('what passes', () => {
  it.each([
    ['throttling', {status: 429, headers: {'retry-after': '0'}}],
    ['an error of the server', {status: 500}],
    ['a server that is not available', {status: 503}],
    ['a proxy without its server', {status: 502, headers: {'content-type': 'text/html'}, body: '<html>'}],
    ['a connection that is cut', {cut: true}],
  ])('is tried four times: %s', async (_what, fault) => {
    await using rig = await startRig()
    const azure = await rig.open()
    rig.fail({path: clusterPath, times: 3, ...fault})
    rig.requests()
    expect(await azure.cluster(cluster)).toMatchObject({name: 'myAKSCluster'})
    expect(attempts(rig)).toBe(4)
  })

  it('includes lists by POST and deletions', async () => {
    await using rig = await startRig()
    const azure = await rig.open()
    rig.fail({method: 'POST', path: 'listClusterUserCredential', cut: true}, {method: 'DELETE', status: 500})
    expect((await azure.clusterCredentials(cluster, {admin: false})).reveal()).toContain('clusterUser')
    await azure.deleteContainerGroup(group, 'nope')
  })

  it('is told to --debug, each attempt without query or token', async () => {
    await using rig = await startRig()
    const azure = await rig.open()
    rig.fail({path: clusterPath, cut: true})
    await azure.cluster(cluster)
    const told = rig.said.filter(({level}) => level === 'debug').map(({text}) => text)
    expect(told.filter(text => text.includes(clusterPath))).toEqual([
      expect.stringMatching(/^GET 127\.0\.0\.1:\d+\/subscriptions\/\S+ -> ECONNRESET in \d+ ms$/),
      expect.stringMatching(/ -> 200 in \d+ ms$/),
    ])
    expect(told.join('\n')).not.toMatch(/\?|eyJ|secret/)
  })

  it('ends after four attempts', async () => {
    await using rig = await startRig()
    const azure = await rig.open()
    rig.fail({path: clusterPath, times: 99, status: 500, code: 'InternalServerError', message: 'Encountered internal server error.'})
    rig.requests()
    expect(await failure(azure.cluster(cluster))).toMatchObject({
      exitCode: 1,
      message: '(InternalServerError) Encountered internal server error.',
      cause: {status: 500},
    })
    expect(attempts(rig)).toBe(4)

    rig.fail({path: clusterPath, times: 99, cut: true})
    expect(await failure(azure.cluster(cluster))).toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/^The connection to 127\.0\.0\.1:\d+ was cut during GET \/subscriptions\//),
    })
    expect(attempts(rig)).toBe(4)
  })

  it('is waited for as long as the server asks', async () => {
    await using rig = await startRig()
    const azure = await rig.open()
    rig.fail({path: clusterPath, status: 429, headers: {'retry-after': '1'}})
    const started = performance.now()
    await azure.cluster(cluster)
    expect(performance.now() - started).toBeGreaterThanOrEqual(990)
  })

  it('is not waited for when the server asks for too much', async () => {
    await using rig = await startRig()
    const azure = await rig.open()
    rig.fail({path: clusterPath, status: 429, headers: {'retry-after': '300'}, code: 'TooManyRequests', message: 'Too many requests.'})
    rig.requests()
    expect(await failure(azure.cluster(cluster))).toMatchObject({
      exitCode: 1,
      message: '(TooManyRequests) Too many requests.',
      hints: ['Wait 300 seconds before you try again.'],
    })
    expect(attempts(rig)).toBe(1)
  })

  it('is told while it is waited for', async () => {
    await using rig = await startRig()
    const controller = new AbortController()
    const azure = await rig.open({
      patience: {...hasty, longestPauseMs: 60_000},
      signal: controller.signal,
      talk: talkTo({step: text => controller.abort(new Error(text))}),
    })
    rig.fail({path: clusterPath, status: 429, headers: {'retry-after': '30'}})
    await expect(azure.cluster(cluster)).rejects.toThrow('Azure is busy and asks to wait 30 seconds.')
  })
})

describe('what does not pass', () => {
  it.each([
    ['HTML', {headers: {'content-type': 'text/html'}, body: '<html>hidden</html>'}],
    ['JSON that is cut short', {body: '{"id": "hidden'}],
    ['JSON of another shape', {body: '["hidden"]'}],
    ['nothing', {body: ''}],
    ['fields of another kind', {body: '{"id":"/x","name":"x","location":"y","properties":{"agentPoolProfiles":"hidden"}}'}],
  ])('is a success with %s', async (_what, fault) => {
    await using rig = await startRig()
    const azure = await rig.open()
    rig.fail({path: clusterPath, status: 200, ...fault})
    const error = await failure(azure.cluster(cluster))
    expect(error.exitCode).toBe(1)
    expect(error.message).toMatch(
      /(127\.0\.0\.1:\d+ answered GET .*managedClusters\/myAKSCluster with status 200 and something that is not JSON|Azure's answer about the cluster myAKSCluster (has no id|could not be understood))/,
    )
    expect(inspect(error, {depth: 20, showHidden: true})).not.toContain('hidden')
  })

  it('is an answer without what every answer has', async () => {
    await using rig = await startRig()
    const azure = await rig.open()
    const {id, name} = await azure.cluster(cluster)
    rig.fail({
      path: clusterPath,
      status: 200,
      body: JSON.stringify({id, name, location: 'eastus', properties: {provisioningState: 'Succeeded'}}),
    })
    expect((await failure(azure.cluster(cluster))).message).toBe("Azure's answer about the cluster myAKSCluster has no nodeResourceGroup.")
    rig.fail({path: 'listCluster', status: 200, body: '{"kubeconfigs":[]}'})
    expect((await failure(azure.clusterCredentials(cluster, {admin: false}))).message).toBe(
      "Azure's answer about the credentials of the cluster myAKSCluster has no kubeconfig.",
    )
  })

  it('is a request that ARM refuses, with its details', async () => {
    await using rig = await startRig()
    const azure = await rig.open()
    rig.fail({
      path: clusterPath,
      status: 400,
      body: '{"error":{"code":"BadRequest","message":"Outer message.","details":[{"code":"InvalidParameter","message":"The first detail."}]}}',
    })
    expect(await failure(azure.cluster(cluster))).toMatchObject({
      exitCode: 1,
      message: '(BadRequest) Outer message.',
      details: ['(InvalidParameter) The first detail.'],
    })
  })

  it('is a provider that is not registered, with the command that mends it', async () => {
    await using rig = await startRig()
    rig.fail({
      path: clusterPath,
      status: 409,
      code: 'MissingSubscriptionRegistration',
      message:
        "The subscription is not registered to use namespace 'Microsoft.ContainerInstance'. See https://aka.ms/rps-not-found for how to register subscriptions.",
    })
    expect(await failure((await rig.open()).cluster(cluster))).toMatchObject({
      hints: ['Register the resource provider:', vkctl`provider register --namespace Microsoft.ContainerInstance --wait`],
    })
  })

  it('is a server that does not answer in time', async () => {
    await using rig = await startRig()
    const azure = await rig.open({patience: {...hasty, attemptMs: 2000}})
    await azure.resourceGroup(group)
    rig.fail({path: clusterPath, delayMs: 60_000})
    rig.requests()
    expect((await failure(azure.cluster(cluster))).message).toMatch(
      /^127\.0\.0\.1:\d+ did not answer GET \/subscriptions\/.*\/myAKSCluster within 2 seconds\.$/,
    )
    expect(attempts(rig)).toBe(1)
  })

  it('is a port where nobody listens', async () => {
    await using rig = await startRig()
    const {metadataUrl} = rig.sandbox
    const azure = await rig.open()
    await azure.resourceGroup(group)
    await rig.sandbox.close()
    expect((await failure(azure.resourceGroup(group))).message).toMatch(/^Cannot connect to 127\.0\.0\.1:\d+: connection refused\.$/)
    expect((await failure(rig.open({env: {ARM_CLOUD_METADATA_URL: metadataUrl}}))).message).toMatch(/connection refused/)
  })
})

describe('pages', () => {
  it('are read to the last', async () => {
    await using rig = await startRig()
    const azure = await rig.open()
    const path = `/subscriptions/${rig.sandbox.subscriptionId}/resourceGroups/${group}/providers/Microsoft.ContainerInstance/containerGroups`
    const page = (name: string, nextLink?: string) =>
      JSON.stringify({
        value: [{id: `${path}/${name}`, name, location: 'eastus', properties: {provisioningState: 'Succeeded', containers: []}}],
        nextLink,
      })
    rig.fail(
      {path: 'containerGroups\\?api', status: 200, body: page('one', `${rig.sandbox.endpoint}${path}?$skiptoken=2`)},
      {path: 'skiptoken=2', status: 200, body: page('two')},
    )
    expect((await azure.containerGroups(group)).map(({name}) => name)).toEqual(['one', 'two'])
  })

  it.each([
    ['the container groups', 'containerGroups', (azure: Azure) => azure.containerGroups(group)],
    ['the subscriptions', 'subscriptions\\?api', async (_: Azure, rig: Rig) => rig.open({subscription: 'by name'})],
  ])('of %s on another host are not asked for, and no token goes there', async (_, path, list) => {
    await using rig = await startRig()
    const azure = await rig.open()
    let asked = 0
    const other = createServer((_request, response) => void (asked++, response.end('{}'))).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const host = `127.0.0.1:${(other.address() as AddressInfo).port}`
    try {
      rig.fail({path, status: 200, body: JSON.stringify({value: [], nextLink: `https://${host}/next`})})
      expect((await failure(list(azure, rig))).message).toMatch(
        new RegExp(`^An answer from 127\\.0\\.0\\.1:\\d+ points to https://${host}\\. vkctl does not send the token there\\.$`),
      )
      expect(asked).toBe(0)
    } finally {
      other.close()
    }
  })

  it('end somewhere', async () => {
    async function* pagesWithoutEnd() {
      for (;;) yield []
    }
    const items = itemsOf({byPage: pagesWithoutEnd}, 'the clouds')
    await expect(items.next()).rejects.toThrow("Azure's answer about the clouds has more than 1000 pages.")
  })
})

describe('an interruption', () => {
  /** Interrupts a request that is under way and whose answer would come too late for this test; gives how it ends. */
  const interrupted = async (rig: Rig, ask: (azure: Azure) => Promise<unknown>, path: string) => {
    const controller = new AbortController()
    const azure = await rig.open({signal: controller.signal})
    rig.fail({path, delayMs: 600_000})
    const asked = failure(ask(azure))
    const reached = setInterval(() => {
      if (rig.requests().some(line => new RegExp(path).test(line))) controller.abort(new InterruptedError('SIGINT'))
    }, 5)
    return (await asked.finally(() => clearInterval(reached))).exitCode
  }

  it('ends a request to ARM', async () => {
    await using rig = await startRig()
    expect(await interrupted(rig, azure => azure.cluster(cluster), clusterPath)).toBe(130)
  })

  it('ends a request of the older clients', async () => {
    await using rig = await startRig()
    expect(await interrupted(rig, azure => azure.containerGroups(group), 'containerGroups')).toBe(130)
  })

  it('ends the sign-in', async () => {
    await using rig = await startRig()
    expect(await interrupted(rig, azure => azure.resourceGroup(group), 'token')).toBe(130)
  })
})
