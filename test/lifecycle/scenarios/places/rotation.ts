import {expect, it} from '@jest/globals'
import {connectors, linuxRelease, validation} from '../../world/connector-result.ts'
import {describeOn, inCi, type Scenarios} from '../../scenario.ts'
import {quickSample} from '../../world/sample.ts'
import {useWorld} from '../../world/use-world.ts'
import {assignedByVkctl, whatRuns} from '../../world/what-runs.ts'
import {withPod} from '../../world/with-pod.ts'
import type {World} from '../../world/world.ts'

const principal = {
  name: 'rotated',
  clientId: '0a6b2f5e-7c1d-4e2a-b1f0-5d3c9e8a7b88',
  objectId: '1d4e7a90-3b2c-4f5d-8e6f-7a8b9c0d1e88',
  kind: 'application',
  secrets: ['the-first-secret~of-it', 'the-second-secret~of-it'],
} as const
const [first, second] = principal.secrets

/** The principals whose roles vkctl assigned. */
const assigned = (on: World): readonly string[] => assignedByVkctl(on).map(({principalId}) => principalId)

/** Which of these texts stand in the Secrets, the workload and the pods of the connector. Ids differ in their last digits only, so they are looked for as they are. */
async function found({kubectl}: World, texts: readonly string[]): Promise<readonly string[]> {
  const list = await kubectl(
    `get secrets,deployments,replicasets,pods -n virtual-kubelet -l app.kubernetes.io/instance=${linuxRelease} -o json`,
  )
  const {items} = JSON.parse(list) as {readonly items: readonly {readonly data?: Readonly<Record<string, string>>}[]}
  const all = items.map(item =>
    JSON.stringify([item, ...Object.values(item.data ?? {}).map(data => Buffer.from(data, 'base64').toString())]),
  )
  return texts.filter(text => all.some(one => one.includes(text)))
}

/** Whether a new pod gets a container group: the connector signs in with what it has now. */
async function takesPods(on: World): Promise<void> {
  const {kubectl} = on
  await kubectl('apply -f -', (await quickSample(on)).replaceAll('aci-helloworld', 'another'))
  await kubectl('wait --for=condition=Available deployment/another --timeout=60s')
  await kubectl('delete deployment another --cascade=foreground --wait')
  await kubectl('wait --for=delete pod -l app=another --timeout=60s')
}

/** A connector gets new credentials while its pods run. */
export const rotation: Scenarios = ground => {
  describeOn(ground, 'A rotation', () => {
    const world = useWorld({...ground, world: {registered: ['Microsoft.ContainerInstance'], principals: [principal]}})
    const install = async (args: string, secret?: string) => {
      const {vkctl} = world()
      const from = secret === undefined ? '' : ` --service-principal ${principal.clientId} --client-secret -`
      const [result] = connectors(
        await vkctl(`install-connector --assign-role --yes${from}${args}`, secret === undefined ? {} : {input: secret}),
      )
      expect(result).toMatchObject({status: 'Ready', changed: true})
    }
    /** Installs, and checks that everything of the pods outlives it. */
    const rotate = async (args: string, secret?: string) => {
      const before = await whatRuns(world())
      await install(args, secret)
      expect(await whatRuns(world())).toEqual(before)
    }
    const isWell = async () => {
      const {findings} = validation(await world().vkctl('validate'))
      expect(findings.filter(({verdict}) => verdict === 'problem' || verdict === 'unknown')).toEqual([])
    }

    it('to a new client secret keeps the pods, and leaves nothing of the old secret', async () => {
      const {whereIs, azure} = world()
      await withPod(world(), `install-connector --assign-role --service-principal ${principal.clientId} --client-secret ${first}`)
      await rotate('', second)
      expect(assigned(world())).toEqual([principal.objectId])
      expect(await whereIs(first)).toEqual([])
      expect(await whereIs(second)).toEqual([`Secret virtual-kubelet/${linuxRelease}`])
      // Now the old secret can go.
      const index = azure.state.principals.findIndex(({name}) => name === principal.name)
      azure.state.principals.splice(index, 1, {...principal, secrets: [second]})
      await isWell()
    }, 240_000)

    inCi(ground)(
      'between a service principal, a user-assigned identity and the identity of the nodes does the same',
      async () => {
        const {azure} = world()
        const [kubelet, own] = [azure.principal('kubelet'), azure.principal('connector-identity')]
        const {subscriptionId, userAssignedIdentities, nodeIdentities} = azure.state
        const {resourceGroup = '', name = ''} = userAssignedIdentities.find(({clientId}) => clientId === own.clientId) ?? {}
        const id = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`
        nodeIdentities.push(own.clientId)
        await withPod(world(), 'install-connector --assign-role')
        expect(assigned(world())).toEqual([kubelet.objectId])

        const steps: readonly (readonly [args: string, now: {readonly clientId: string; readonly objectId: string}, secret?: string])[] = [
          [` --assign-identity ${id}`, own],
          ['', principal, first],
          [` --assign-identity ${id}`, own],
          [' --reset assign-identity', kubelet],
          ['', principal, second],
          [' --reset-all', kubelet],
        ]
        let old: {readonly clientId: string; readonly objectId: string} = kubelet
        for (const [args, now, secret] of steps) {
          await rotate(args, secret)
          expect([args, assigned(world())]).toEqual([args, [now.objectId]])
          const gone = [old.clientId, old.objectId, first, second].filter(one => one !== secret)
          expect([args, await found(world(), [...gone, now.clientId])]).toEqual([args, [now.clientId]])
          await takesPods(world())
          old = now
        }
        await isWell()
      },
      400_000,
    )
  })

  if (ground.sample) return

  describeOn(ground, 'A rotation to an identity whose role is not in effect yet', () => {
    const delays = {roleAssignmentMs: 25_000}
    const roles = [{principal: 'kubelet', role: 'Contributor'}] as const
    const world = useWorld({...ground, world: {registered: ['Microsoft.ContainerInstance'], principals: [principal], roles, delays}})

    it('changes nothing of the connector before the role is in effect', async () => {
      const {vkctl, kubectl} = world()
      await withPod(world())
      const before = await whatRuns(world())
      const own = async () =>
        (await kubectl(`get secret/${linuxRelease} -n virtual-kubelet -o json`)) +
        (await kubectl(`get pods -n virtual-kubelet -l app.kubernetes.io/instance=${linuxRelease} -o name`))
      const asInstalled = await own()
      const rotate = `install-connector --assign-role --yes --service-principal ${principal.clientId} --client-secret ${first}`
      const {stderr} = await vkctl(`${rotate} --timeout 10s`, {exits: 5})
      expect(stderr).toContain('the connector keeps the identity that it has')
      expect(await own()).toEqual(asInstalled)
      await takesPods(world())
      // Without the options the connector keeps what it has, and the role of the other identity goes.
      expect(assigned(world())).toEqual([principal.objectId])
      expect(connectors(await vkctl('install-connector'))).toMatchObject([{status: 'Ready'}])
      expect(assigned(world())).toEqual([])
      expect((await vkctl('install-connector --dry-run')).stderr).toContain('Nothing would change.')

      expect(connectors(await vkctl(rotate))).toMatchObject([{status: 'Ready', changed: true}])
      expect(await whatRuns(world())).toEqual(before)
      await takesPods(world())
    }, 240_000)
  })
}
