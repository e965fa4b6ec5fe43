import {expect, it} from '@jest/globals'
import {connectors, linuxRelease, removals, validation} from '../../world/connector-result.ts'
import {describeOn, inCi, type Scenarios} from '../../scenario.ts'
import {useWorld} from '../../world/use-world.ts'
import {assignedByVkctl} from '../../world/what-runs.ts'
import {withoutPod, withPod} from '../../world/with-pod.ts'
import type {World} from '../../world/world.ts'

const move = 'install-connector --location eastus --aci-resource-group aci-westus2 --assign-role'

/** The places in the record of the connector. */
async function recorded({get}: World): Promise<{readonly aciResourceGroup: string; readonly earlierPlaces: readonly object[]}> {
  const secret = (await get(`/api/v1/namespaces/virtual-kubelet/secrets/${linuxRelease}-record`)) as {readonly data: Record<string, string>}
  return JSON.parse(Buffer.from(secret.data['record.json'] ?? '', 'base64').toString()) as Awaited<ReturnType<typeof recorded>>
}

const groupIds = ({azure}: World): readonly string[] => [...azure.state.containerGroups.values()].map(({id}) => id)
const roles = (on: World) =>
  assignedByVkctl(on).map(({scope, principalId, description}) => ({group: scope.split('/').at(-1), principalId, description}))

/** A connector that comes to another place: nothing stays in the earlier one. */
export const moves: Scenarios = ground =>
  describeOn(ground, 'A move', () => {
    const world = useWorld({...ground, world: {registered: ['Microsoft.ContainerInstance']}})

    inCi(ground)(
      'without a record names the role assignment of the service principal that the connector had',
      async () => {
        const {vkctl, kubectl, azure, snapshot} = world()
        const before = await snapshot()
        const {clientId, objectId, secrets: [secret = ''] = []} = azure.principal('connector-sp')
        await vkctl(`install-connector --assign-role --service-principal ${clientId} --client-secret -`, {input: secret})
        await vkctl('validate --fail-on warning')
        const made = azure.state.roleAssignments.find(({principalId}) => principalId === objectId)
        await kubectl(`delete secret ${linuxRelease}-record -n virtual-kubelet`)
        const {findings} = validation(await vkctl('validate'))
        expect(findings.find(({id}) => id === 'roles-recorded')).toMatchObject({
          verdict: 'warning',
          message: expect.stringContaining(made?.name ?? '-'),
        })

        // Without the options it gets the identity of the nodes.
        const installed = await vkctl('install-connector --assign-role')
        const [, id = ''] =
          /WARNING: vkctl created a role assignment for virtual-kubelet [^]*?\naz role assignment delete --ids (\S+)/.exec(
            installed.stderr,
          ) ?? []
        expect(id).toContain(made?.name ?? '-')
        expect(roles(world())).toHaveLength(2)
        await vkctl('remove-connector --yes')
        expect(roles(world())).toEqual([])
        expect(await snapshot()).toEqual(before)
      },
      180_000,
    )

    it('is shown with its pods and agreed to; then the earlier place is emptied', async () => {
      const {vkctl, azure, snapshot} = world()
      const before = await snapshot()
      await withPod(world(), 'install-connector --assign-role')
      const nodeGroup = azure.state.clusters[0]?.nodeResourceGroup ?? ''
      expect(groupIds(world())).toEqual([expect.stringContaining(nodeGroup)])
      expect(roles(world())).toEqual([
        {
          group: nodeGroup,
          principalId: azure.principal('kubelet').objectId,
          description: expect.stringMatching(
            /^Made by vkctl for the connector virtual-kubelet of the cluster \/subscriptions\/.*\/myAKSCluster$/i,
          ),
        },
      ])

      const planned = JSON.parse((await vkctl(`${move} --dry-run`)).stdout) as readonly {
        readonly step: string
        readonly description: string
      }[]
      const leaving = planned.filter(({step}) => step === 'leave-place')
      expect(leaving).toMatchObject([{description: expect.stringContaining(`ACI resource group changes from ${nodeGroup} to aci-westus2`)}])
      expect(leaving[0]?.description).toContain('default/aci-helloworld-')

      const installed = await snapshot()
      const refused = await vkctl(move, {exits: 1})
      expect(refused.stderr).toContain('--yes')
      expect(refused.stderr).toContain('default/aci-helloworld-')
      expect(await snapshot()).toEqual(installed)

      expect(connectors(await vkctl(`${move} --yes`))).toMatchObject([{status: 'Ready', aciResourceGroup: 'aci-westus2', changed: true}])
      // A pod that the provider finds nowhere fails, and its Deployment may make another one first.
      expect(groupIds(world()).filter(id => !id.includes('aci-westus2'))).toEqual([])
      expect(roles(world())).toMatchObject([{group: 'aci-westus2'}])
      expect(await recorded(world())).toMatchObject({aciResourceGroup: 'aci-westus2', earlierPlaces: []})
      expect(connectors(await vkctl('install-connector --location eastus --aci-resource-group ACI-WestUS2'))).toMatchObject([
        {changed: false},
      ])

      expect(removals(await vkctl('remove-connector --yes'))).toMatchObject([{left: []}])
      await withoutPod(world())
      expect(await snapshot()).toEqual(before)
    }, 180_000)

    inCi(ground)(
      'keeps the earlier place in the record until it could be emptied',
      async () => {
        const {vkctl, azure, faults} = world()
        await withPod(world(), 'install-connector --assign-role')
        faults.set([
          {server: 'azure', method: 'DELETE', path: 'roleAssignments', status: 403, code: 'AuthorizationFailed', message: 'no', times: 9},
        ])
        const moved = await vkctl(`${move} --yes`)
        expect(moved.stderr).toContain('delete what is left in the earlier place')
        expect(roles(world())).toHaveLength(2)
        expect(groupIds(world()).filter(id => !id.includes('aci-westus2'))).toEqual([])
        expect((await recorded(world())).earlierPlaces).toMatchObject([{aciResourceGroup: azure.state.clusters[0]?.nodeResourceGroup}])

        faults.set([])
        expect(connectors(await vkctl('install-connector --location eastus'))).toMatchObject([{changed: true, revision: 2}])
        expect(roles(world())).toMatchObject([{group: 'aci-westus2'}])
        expect((await recorded(world())).earlierPlaces).toEqual([])
        expect(connectors(await vkctl('install-connector --location eastus'))).toMatchObject([{changed: false, revision: 2}])
      },
      180_000,
    )

    inCi(ground)(
      'to another identity takes the role of the earlier one back, unless another connector needs it',
      async () => {
        const {vkctl, azure} = world()
        await vkctl('install-connector --os-type Both --assign-role')
        const {clientId, objectId, secrets: [secret = ''] = []} = azure.principal('connector-sp')
        const kubelet = azure.principal('kubelet').objectId
        const change = (osType: string) =>
          vkctl(`install-connector --os-type ${osType} --service-principal ${clientId} --client-secret - --assign-role --yes`, {
            input: secret,
          })
        await change('Linux')
        expect(roles(world()).map(({principalId}) => principalId)).toEqual([kubelet, objectId])
        await change('Windows')
        expect(roles(world()).map(({principalId}) => principalId)).toEqual([objectId])
        expect(removals(await vkctl('remove-connector --yes'))).toMatchObject([{left: []}, {left: []}])
        expect(roles(world())).toEqual([])
      },
      180_000,
    )

    if (ground.sample) return

    it('is none when no place is named: the connector stays where it is', async () => {
      const {vkctl} = world()
      const first = connectors(await vkctl('install-connector --aci-resource-group aci-westus2 --assign-role'))
      expect(first).toMatchObject([{location: 'westus2', aciResourceGroup: 'aci-westus2'}])
      const again = connectors(await vkctl('install-connector', {env: {AZURE_DEFAULTS_LOCATION: 'eastus'}}))
      expect(again).toEqual([{...first[0], changed: false}])
      expect(connectors(await vkctl('list'))).toHaveLength(1)
    }, 120_000)

    it('leaves alone what another cluster has in the earlier place', async () => {
      const {vkctl, azure} = world()
      await withPod(world(), move)
      const [key, group] = [...azure.state.containerGroups][0] ?? []
      if (key === undefined || group === undefined) throw new Error('There is no container group.')
      const tags = {...group.body.tags, UID: 'of-another-cluster'}
      azure.state.containerGroups.set(`${key}-foreign`, {...group, id: `${group.id}-foreign`, name: 'foreign', body: {...group.body, tags}})
      const {stderr} = await vkctl('install-connector --location eastus --aci-resource-group aci-eastus --assign-role --yes', {exits: 3})
      expect(stderr).toContain('aci-eastus')
      const nodeGroup = azure.state.clusters[0]?.nodeResourceGroup ?? ''
      const moved = await vkctl(`install-connector --location eastus --aci-resource-group ${nodeGroup} --assign-role --yes`)
      expect(moved.stderr).toContain('container group aci-westus2/foreign')
      expect(groupIds(world()).filter(id => !id.includes(nodeGroup))).toEqual([expect.stringContaining('-foreign')])
    }, 180_000)
  })
