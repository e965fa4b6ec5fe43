import {expect, it} from '@jest/globals'
import type {ContainerGroupEntry} from '../../../../sandbox/azure/world.ts'
import type {Orphans} from '../../../../src/lib/orphans/orphans.ts'
import {describeOn, inCi, type Scenarios} from '../../scenario.ts'
import {linuxNode} from '../../world/connector-result.ts'
import {quickSample} from '../../world/sample.ts'
import {useWorld} from '../../world/use-world.ts'
import type {VkctlRun} from '../../world/vkctl-process.ts'
import {prepared, type World} from '../../world/world.ts'

const found = ({stdout}: VkctlRun): Orphans => JSON.parse(stdout) as Orphans
const onlyGroup = ({azure}: World): ContainerGroupEntry => {
  const [group] = azure.state.containerGroups.values()
  if (group === undefined) throw new Error('There is no container group.')
  return group
}

/** A new world takes long. Puts back what a test deleted. */
function putBack({azure}: World, group: ContainerGroupEntry): void {
  azure.state.containerGroups.clear()
  azure.state.containerGroups.set(group.id.toLowerCase(), group)
}

/** Adds a copy of a container group, in another resource group, of another pod. */
function addForeign({azure}: World, resourceGroup: string): ContainerGroupEntry {
  const group = onlyGroup({azure} as World)
  const id = group.id.replace(/resourceGroups\/[^/]+/, `resourceGroups/${resourceGroup}`).replace(group.name, 'default-foreign')
  const tags = {...group.body.tags, PodName: 'foreign', UID: 'of-another-cluster'}
  const foreign = {...group, id, name: 'default-foreign', resourceGroup, body: {...group.body, tags}}
  azure.state.containerGroups.set(id.toLowerCase(), foreign)
  return foreign
}

/** A pod on a connector whose Deployment somebody then deletes by hand, and the node and the pod too. */
async function leaveBehind(on: World): Promise<void> {
  const {vkctl, kubectl} = on
  await vkctl('install-connector')
  await kubectl('apply -f -', await quickSample(on))
  await kubectl('wait --for=condition=Available deployment/aci-helloworld --timeout=60s')
  const live = found(await vkctl('orphans'))
  expect(live.containerGroups).toMatchObject([{class: 'live', certain: true, nodeName: linuxNode, cores: 1, memoryGb: 1}])
  await kubectl('delete namespace virtual-kubelet --wait')
  await kubectl(`delete node ${linuxNode}`)
  await kubectl('delete clusterrole,clusterrolebinding -l app.kubernetes.io/name=aci-connector')
  await kubectl('delete deployment aci-helloworld --cascade=foreground --wait')
  await kubectl('delete pod -l app=aci-helloworld --force --grace-period=0')
  await kubectl('wait --for=delete pod -l app=aci-helloworld --timeout=60s')
}

/** Container groups that a connector left behind, or whose cluster nobody knows. */
export const orphans: Scenarios = ground =>
  describeOn(ground, 'Orphans', () => {
    const world = useWorld({...ground, world: prepared}, leaveBehind)

    inCi(ground)(
      'validate names what a connector left behind, and so does orphans, which deletes it',
      async () => {
        const {vkctl, azure} = world()
        const group = onlyGroup(world())
        const {name, id} = group
        const validation = JSON.parse((await vkctl('validate', {exits: 4})).stdout) as {findings: {id: string; message: string}[]}
        expect(validation.findings.find(finding => finding.id === 'groups-left-behind')?.message).toContain(name)

        const listed = found(await vkctl('orphans'))
        expect(listed).toMatchObject({
          containerGroups: [{id, class: 'node-gone', cluster: 'myResourceGroup/myAKSCluster', certain: true, nodeName: linuxNode}],
          clusters: [{name: 'myResourceGroup/myAKSCluster', lookedAt: true, reason: null}],
          removed: [],
        })
        expect((await vkctl('orphans -o table')).stdout).toMatch(new RegExp(`${name} .* node-gone`))
        const asked = await vkctl('orphans --delete --class node-gone', {exits: 1})
        expect(asked.stderr).toContain('Unable to prompt for confirmation')
        expect(azure.state.containerGroups.size).toBe(1)

        expect(found(await vkctl('orphans --delete --class pod-gone --yes')).removed).toEqual([])
        expect(found(await vkctl('orphans --delete --class pod-gone,node-gone --yes'))).toMatchObject({removed: [id], left: []})
        expect(azure.state.containerGroups.size).toBe(0)
        expect((await vkctl('validate', {exits: 3})).stderr).toContain('No connector is installed')
        expect(found(await vkctl('orphans')).containerGroups).toEqual([])
        putBack(world(), group)
      },
      120_000,
    )

    it('what can be of a cluster that was not looked at goes only when it is named', async () => {
      const {vkctl, azure} = world()
      const group = onlyGroup(world())
      const foreign = addForeign(world(), 'aci-westus2')
      const aks = azure.state.clusters[0]
      if (aks === undefined) throw new Error('There is no cluster.')
      azure.state.clusters.push({...aks, name: 'stopped', nodeResourceGroup: 'MC_stopped', powerState: 'Stopped'})
      const all = await vkctl('orphans --all-clusters', {exits: 10})
      expect(all.stderr).toContain('The cluster myResourceGroup/stopped could not be read: The cluster stopped is stopped.')
      expect(found(all)).toMatchObject({
        containerGroups: expect.arrayContaining([expect.objectContaining({id: foreign.id, class: 'cluster-unknown', cluster: null})]),
        clusters: [{lookedAt: true}, {lookedAt: false, reason: 'The cluster stopped is stopped.'}],
      })
      const byClass = await vkctl('orphans --all-clusters --delete --class cluster-unknown --yes', {exits: 2})
      expect(byClass.stderr).toContain('cluster-unknown cannot be deleted by class')
      const nodeGone = await vkctl('orphans --all-clusters --delete --class pod-gone,node-gone --yes', {exits: 10})
      expect(found(nodeGone).removed).toHaveLength(1)
      expect([...azure.state.containerGroups.values()]).toEqual([foreign])
      await vkctl('orphans --all-clusters --delete --container-group default-foreign', {exits: 1})
      expect(found(await vkctl('orphans --delete --container-group aci-westus2/default-foreign --yes')).removed).toEqual([foreign.id])
      expect(azure.state.containerGroups.size).toBe(0)
      azure.state.clusters.pop()
      putBack(world(), group)
    }, 120_000)

    inCi(ground)(
      'of a node with the same name in another resource group is not deleted by class, and a kubeconfig proves no cluster',
      async () => {
        const {vkctl, kubectl, azure, adminKubeconfig} = world()
        const group = onlyGroup(world())
        const foreign = addForeign(world(), 'aci-westus2')
        await kubectl(
          'apply -f -',
          JSON.stringify({apiVersion: 'v1', kind: 'Node', metadata: {name: linuxNode, labels: {type: 'virtual-kubelet'}}}),
        )
        const kept = await vkctl('orphans --delete --class pod-gone --yes')
        expect(kept.stderr).toMatch(/they may belong to a cluster that was not read: aci-westus2\/default-foreign\./)
        expect(found(kept).removed).toHaveLength(1)
        const own = found(await vkctl(`orphans --kubeconfig ${adminKubeconfig} --delete --class pod-gone,node-gone --yes`))
        expect(own).toMatchObject({
          containerGroups: [{id: foreign.id, class: 'pod-gone', certain: false, cluster: expect.stringMatching(/^https:/)}],
          removed: [],
        })
        expect([...azure.state.containerGroups.values()]).toEqual([foreign])
        expect(found(await vkctl('orphans -g aci-westus2 --all-clusters')).containerGroups).toHaveLength(1)
        await kubectl(`delete node ${linuxNode}`)
        putBack(world(), group)
      },
      120_000,
    )

    inCi(ground)(
      'one that cannot be deleted is told, with exit code 7',
      async () => {
        const {vkctl, faults, azure} = world()
        const {id} = onlyGroup(world())
        const message = 'The scope is locked.'
        faults.set([{server: 'azure', method: 'DELETE', path: 'containerGroups', status: 409, code: 'ScopeLocked', message, times: 99}])
        const {left, removed} = found(await vkctl('orphans --delete --class node-gone --yes', {exits: 7}))
        expect(removed).toEqual([])
        expect(left).toMatchObject([{id, reason: expect.stringContaining('The scope is locked.')}])
        expect(azure.state.containerGroups.size).toBe(1)
      },
      120_000,
    )
  })
