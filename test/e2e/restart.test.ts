import {afterAll, afterEach, beforeAll, describe, expect, it} from '@jest/globals'
import {connectors, linuxNode, linuxRelease, removals} from '../lifecycle/world/connector-result.ts'
import {openWorld, prepared, type World} from '../lifecycle/world/world.ts'
import type {ToolCall} from '../lifecycle/world/watched-tools.ts'

function apiServerOf({controlPlane}: World): NonNullable<World['controlPlane']> {
  if (controlPlane === undefined) throw new Error('Only a real API server can be stopped.')
  return controlPlane
}

/** Calls `act` when stderr first says it; `done` settles with what `act` gives. */
function whenSaid(pattern: RegExp, act: () => Promise<void>): {readonly onStderr: (said: string) => void; readonly done: Promise<void>} {
  const {promise, resolve} = Promise.withResolvers<void>()
  let heard = false
  return {
    done: promise,
    onStderr(said) {
      if (heard || !pattern.test(said)) return
      heard = true
      resolve(act())
    },
  }
}

/** Everything but the lease by which each run of the API server makes itself known. */
async function lasting({snapshot}: World): Promise<Readonly<Record<string, unknown>>> {
  return Object.fromEntries(
    Object.entries(await snapshot()).filter(([ref]) => !ref.startsWith('coordination.k8s.io/Lease kube-system/apiserver-')),
  )
}

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name: 'sample', namespace: 'default'},
  spec: {
    nodeSelector: {type: 'virtual-kubelet'},
    tolerations: [{key: 'virtual-kubelet.io/provider', operator: 'Exists'}],
    containers: [{name: 'sample', image: 'mcr.microsoft.com/azuredocs/aci-helloworld', resources: {requests: {cpu: '1', memory: '1Gi'}}}],
  },
}

const unreachable = /connection to the server \S+ was refused|connection refused|unreachable|EOF/

describe('An API server that goes away', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({api: 'real', helm: '4.2.3', world: prepared, podStartMs: 3000})
  }, 300_000)
  // Whatever became of the test, the next one finds the cluster empty.
  afterEach(async () => {
    const {get, tools, faults, vkctl} = world
    tools.intercept(undefined)
    faults.set([])
    const isUp = await get('/version').then(
      () => true,
      () => false,
    )
    if (!isUp) await apiServerOf(world).startApiServer()
    await vkctl('remove-connector --yes --ignore-not-found --lock-timeout 60s')
    // The controllers come back some time after the API server, and a namespace goes only then.
  }, 300_000)
  afterAll(async () => await world?.close())

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'by %s, while install-connector waits: the wait goes on when it is back',
    async signal => {
      const {vkctl} = world
      const server = apiServerOf(world)
      const stop = whenSaid(new RegExp(`Waiting for ${linuxRelease}: .*pod`, 'i'), () => server.stopApiServer(signal))
      // It stays away until vkctl has seen that.
      const start = whenSaid(new RegExp(`Waiting for ${linuxRelease}: .*(${unreachable.source})`), () => server.startApiServer())
      const installed = await vkctl('install-connector --timeout 60s', {
        onStderr(said) {
          stop.onStderr(said)
          start.onStderr(said)
        },
      })
      await Promise.all([stop.done, start.done])
      expect(connectors(installed)).toMatchObject([{release: linuxRelease, status: 'Ready', revision: 1, changed: true}])
      expect(connectors(await vkctl('install-connector'))).toMatchObject([{status: 'Ready', revision: 1, changed: false}])
    },
    240_000,
  )

  it('while install-connector waits, and for too long: time runs out, and a re-run finds all as it should be', async () => {
    const {vkctl} = world
    const server = apiServerOf(world)
    const stop = whenSaid(new RegExp(`Waiting for ${linuxRelease}: .*pod`, 'i'), () => server.stopApiServer('SIGKILL'))
    const failed = await vkctl('install-connector --timeout 8s', {exits: 5, onStderr: stop.onStderr})
    expect(failed.stderr).toMatch(unreachable)
    expect(connectors(failed)).toMatchObject([{release: linuxRelease, status: 'Unknown'}])
    await server.startApiServer()
    // The lock could not be given back.
    expect(connectors(await vkctl('install-connector --lock-timeout 60s'))).toMatchObject([{status: 'Ready'}])
  }, 240_000)

  it('while remove-connector waits for Azure: nothing is heard of it', async () => {
    const {vkctl, kubectl, faults} = world
    const server = apiServerOf(world)
    const before = await lasting(world)
    await vkctl('install-connector')
    await kubectl('apply -f -', JSON.stringify(pod))
    await kubectl('wait --for=condition=Ready pod sample --timeout=60s')
    faults.set([{server: 'azure', method: 'DELETE', path: 'containerGroups', status: 503}])
    const restart = whenSaid(/Waiting until the container groups/, async () => {
      await server.stopApiServer('SIGKILL')
      await server.startApiServer()
      faults.set([])
    })
    const removed = await vkctl('remove-connector --yes', {onStderr: restart.onStderr})
    await restart.done
    expect(removals(removed)).toMatchObject([{release: linuxRelease, left: []}])
    expect(await lasting(world)).toEqual(before)
  }, 240_000)

  const moments: readonly (readonly [name: string, is: (call: ToolCall) => boolean])[] = [
    ['the node is cordoned', ({args}) => args[0] === 'patch'],
    ['helm takes the release away', ({tool, args}) => tool === 'helm' && args[0] === 'uninstall'],
    ['the node is deleted', ({tool, args}) => tool === 'kubectl' && args[0] === 'delete'],
  ]
  it.each(moments)(
    'when %s: remove-connector says so, and a re-run removes the rest',
    async (_, isMoment) => {
      const {vkctl, tools} = world
      const server = apiServerOf(world)
      const before = await lasting(world)
      await vkctl('install-connector')
      let stopped: Promise<void> | undefined
      tools.intercept(async call => {
        if (isMoment(call)) stopped ??= server.stopApiServer('SIGKILL')
        await stopped
        return undefined
      })
      const failed = await vkctl('remove-connector --yes --timeout 30s', {exits: 1})
      expect(stopped).toBeDefined()
      expect(failed.stderr).toMatch(unreachable)
      expect(removals(failed)[0]?.left.join()).toMatch(new RegExp(`unknown|${linuxNode}`))
      tools.intercept(undefined)
      await server.startApiServer()
      expect(removals(await vkctl('remove-connector --yes --lock-timeout 60s'))).toMatchObject([{release: linuxRelease, left: []}])
      expect(await lasting(world)).toEqual(before)
    },
    240_000,
  )
})
