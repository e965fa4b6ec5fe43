import {expect, it} from '@jest/globals'
import {connectors, linuxNode, linuxRelease, removals, validation, windowsNode, windowsRelease} from '../world/connector-result.ts'
import {describeOn, type Scenarios} from '../scenario.ts'
import {useWorld} from '../world/use-world.ts'
import type {World} from '../world/world.ts'

interface Named {
  readonly metadata: {readonly name: string; readonly uid: string; readonly resourceVersion: string}
}

interface PodList {
  readonly items: readonly (Named & {
    readonly spec: {readonly nodeName: string}
    readonly status: {readonly phase: string; readonly podIP?: string}
  })[]
}

/** What must stay as it is when nothing is asked that is not there already. */
async function identityOf(world: World): Promise<readonly unknown[]> {
  const secrets = (await world.get('/api/v1/namespaces/virtual-kubelet/secrets')) as {readonly items: readonly Named[]}
  const pods = (await world.get('/api/v1/namespaces/virtual-kubelet/pods')) as PodList
  const objects = [...secrets.items, ...pods.items].map(({metadata: {name, uid}}) => ({name, uid}))
  return [...objects, ...secrets.items.map(({metadata}) => metadata.resourceVersion)]
}

/** The whole life of a pair of connectors, as a person with a new cluster lives it. */
export const mainStory: Scenarios = ground =>
  describeOn(ground, 'Main story', () => {
    const world = useWorld(ground)

    it('from an unregistered provider to a cluster as it was before', async () => {
      const {vkctl, kubectl, get, snapshot, azure} = world()
      const unregistered = await vkctl('provider check', {exits: 4})
      expect(unregistered.stderr).toContain('provider register')
      await vkctl('provider register --wait')
      expect((await vkctl('provider check')).stdout).toContain('"Registered"')

      const before = await snapshot()
      const rbac = await vkctl('rbac init')
      expect(rbac.stderr).toMatch(/does not need Tiller/)

      const refused = await vkctl('install-connector --os-type Both', {exits: 4})
      expect(refused.stdout).toBe('')
      expect(refused.stderr).toMatch(
        /az role assignment create --assignee-object-id \S+ .*--role '[\w ]+' --scope \/subscriptions\/\S+\/resourceGroups\/MC_\S+/,
      )
      expect(await snapshot()).toEqual(before)

      const installed = await vkctl('install-connector --os-type Both --assign-role')
      expect(connectors(installed)).toMatchObject([
        {
          connectorName: 'virtual-kubelet',
          osType: 'Linux',
          release: linuxRelease,
          namespace: 'virtual-kubelet',
          nodeName: linuxNode,
          location: 'eastus',
          status: 'Ready',
          revision: 1,
          changed: true,
        },
        {
          connectorName: 'virtual-kubelet',
          osType: 'Windows',
          release: windowsRelease,
          namespace: 'virtual-kubelet',
          nodeName: windowsNode,
          location: 'eastus',
          status: 'Ready',
          revision: 1,
          changed: true,
        },
      ])

      const validated = await vkctl('validate')
      expect(validation(validated)).toMatchObject({
        ok: true,
        connectors: [
          {name: linuxNode, status: 'Ready', roles: 'agent'},
          {name: windowsNode, status: 'Ready', roles: 'agent'},
        ],
      })

      for (const os of ['Linux', 'Windows']) {
        const {stdout} = await vkctl(`sample --os-type ${os}`)
        await kubectl('apply -f -', stdout)
      }
      await kubectl('wait --for=condition=Ready pod --all --timeout=60s')
      const {items} = (await get('/api/v1/namespaces/default/pods')) as PodList
      const samples = items.toSorted((a, b) => a.spec.nodeName.localeCompare(b.spec.nodeName))
      expect(samples.map(({spec, status}) => [spec.nodeName, status.phase, status.podIP !== undefined])).toEqual([
        [linuxNode, 'Running', true],
        // azure-aci 1.6 reports no IP of a Windows pod; Azure does (below).
        [windowsNode, 'Running', false],
      ])
      expect([...azure.state.containerGroups.values()].map(({ip}) => ip)).toEqual([
        expect.stringMatching(/^\d+(\.\d+){3}$/),
        expect.stringMatching(/^\d+(\.\d+){3}$/),
      ])
      const linux = samples.find(({spec}) => spec.nodeName === linuxNode)
      expect(await kubectl(`logs ${linux?.metadata.name}`)).not.toBe('')

      const listed = await vkctl('list')
      expect(connectors(listed).map(({release, status, revision}) => ({release, status, revision}))).toEqual([
        {release: linuxRelease, status: 'Ready', revision: 1},
        {release: windowsRelease, status: 'Ready', revision: 1},
      ])
      expect(JSON.parse((await vkctl('show --os-type Windows')).stdout)).toMatchObject({
        release: windowsRelease,
        status: 'Ready',
        conditions: expect.arrayContaining([{type: 'NodeSchedulable', status: 'True', reason: 'AsExpected', message: ''}]),
        given: {},
        identity: {kind: 'kubelet'},
        certificateExpires: expect.stringMatching(/^20\d\d-/),
        lock: null,
        lastChange: expect.stringMatching(/^20\d\d-/),
      })

      const identity = await identityOf(world())
      const again = await vkctl('install-connector --os-type Both')
      expect(connectors(again).map(({status, revision, changed}) => ({status, revision, changed}))).toEqual([
        {status: 'Ready', revision: 1, changed: false},
        {status: 'Ready', revision: 1, changed: false},
      ])
      expect(await identityOf(world())).toEqual(identity)

      const removed = await vkctl('remove-connector --os-type Both --yes')
      expect(removals(removed).map(({release, left}) => ({release, left}))).toEqual([
        {release: linuxRelease, left: []},
        {release: windowsRelease, left: []},
      ])
      expect(azure.state.containerGroups.size).toBe(0)
      await kubectl('delete deployment --all --wait --cascade=foreground')
      await kubectl('wait --for=delete pod --all --timeout=30s')
      expect(await snapshot()).toEqual(before)
    }, 180_000)
  })
