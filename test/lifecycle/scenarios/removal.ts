import {expect, it} from '@jest/globals'
import {linuxNode, removals} from '../world/connector-result.ts'
import {describeOn, inCi, type Scenarios} from '../scenario.ts'
import {withoutPod, withPod} from '../world/with-pod.ts'
import {useWorld} from '../world/use-world.ts'
import {prepared} from '../world/world.ts'

const yaml = (object: unknown): string => JSON.stringify(object)

/** Removal, when there is something in the way. */
export const removal: Scenarios = ground =>
  describeOn(ground, 'Removal', () => {
    const world = useWorld({...ground, world: prepared})

    it('asks when pods run, and without a terminal wants --yes', async () => {
      const {vkctl, snapshot, azure} = world()
      const before = await snapshot()
      await withPod(world())
      const steps = JSON.parse((await vkctl('remove-connector --dry-run')).stdout) as unknown
      expect(steps).toContainEqual({step: 'delete-namespace', description: 'Delete the namespace virtual-kubelet'})
      const asked = await vkctl('remove-connector', {exits: 1})
      expect(asked.stderr).toContain('Unable to prompt for confirmation as no tty available. Use --yes.')
      expect(azure.state.containerGroups.size).toBe(1)
      const [removed] = removals(await vkctl('remove-connector --yes'))
      expect(removed).toMatchObject({
        left: [],
        removed: expect.arrayContaining([expect.stringMatching(/^pod default\/aci-helloworld-/), `node ${linuxNode}`]),
      })
      expect((await vkctl('remove-connector --yes', {exits: 3})).stderr).toContain('No connector')
      await vkctl('remove-connector --yes --ignore-not-found')
      await withoutPod(world())
      expect(await snapshot()).toEqual(before)
    }, 120_000)

    inCi(ground)(
      '--graceful respects a disruption budget',
      async () => {
        const {vkctl, kubectl, snapshot} = world()
        const before = await snapshot()
        await withPod(world())
        await kubectl(
          'apply -f -',
          yaml({
            apiVersion: 'policy/v1',
            kind: 'PodDisruptionBudget',
            metadata: {name: 'keep', namespace: 'default'},
            spec: {minAvailable: 1, selector: {matchLabels: {app: 'aci-helloworld'}}},
          }),
        )
        await kubectl('wait --for=jsonpath={.status.expectedPods}=1 pdb/keep --timeout=30s')
        const held = await vkctl('remove-connector --graceful --yes --timeout 4s', {exits: 5})
        expect(held.stderr).toMatch(/disruption budget/)
        expect(await kubectl(`get node ${linuxNode} -o jsonpath={.spec.unschedulable}`)).toBe('')
        expect(removals(held)[0]?.left).not.toEqual([])
        await kubectl('delete pdb keep')
        expect(removals(await vkctl('remove-connector --graceful --yes'))).toMatchObject([{left: []}])
        await withoutPod(world())
        expect(await snapshot()).toEqual(before)
      },
      120_000,
    )

    inCi(ground)(
      'deletes the container groups itself when the connector is down',
      async () => {
        const {vkctl, kubectl, snapshot, azure} = world()
        const before = await snapshot()
        await withPod(world())
        await kubectl('scale deployment virtual-kubelet-linux-eastus -n virtual-kubelet --replicas=0')
        await kubectl('wait --for=delete pod --all -n virtual-kubelet --timeout=60s')
        expect(azure.state.containerGroups.size).toBe(1)
        expect(removals(await vkctl('remove-connector --yes'))).toMatchObject([{left: []}])
        expect(azure.state.containerGroups.size).toBe(0)
        await withoutPod(world())
        expect(await snapshot()).toEqual(before)
      },
      120_000,
    )

    inCi(ground)(
      "leaves another cluster's container group alone, and lists it",
      async () => {
        const {vkctl, azure, kubectl} = world()
        await withPod(world(), 'install-connector --aci-resource-group aci-westus2 --location eastus')
        const [key, group] = [...azure.state.containerGroups][0] ?? []
        if (key === undefined || group === undefined) throw new Error('There is no container group.')
        const foreign = {
          ...group,
          id: `${group.id}-foreign`,
          name: `${group.name}-foreign`,
          body: {...group.body, tags: {...group.body.tags, UID: 'of-another-cluster', PodName: 'foreign'}},
        }
        azure.state.containerGroups.set(`${key}-foreign`, foreign)
        await kubectl('delete deployment aci-helloworld --cascade=foreground --wait')
        const [removed] = removals(await vkctl('remove-connector --yes --timeout 10s', {exits: 7}))
        expect(removed?.left).toContain(`container group aci-westus2/${foreign.name}`)
        expect([...azure.state.containerGroups.values()]).toEqual([foreign])
        azure.state.containerGroups.clear()
        expect(removals(await vkctl('remove-connector --yes'))).toMatchObject([{left: []}])
      },
      120_000,
    )

    it('finds container groups in any resource group of the subscription, and deletes only those of this cluster', async () => {
      const {vkctl, azure, kubectl, snapshot} = world()
      const before = await snapshot()
      await withPod(world())
      await kubectl('scale deployment virtual-kubelet-linux-eastus -n virtual-kubelet --replicas=0')
      await kubectl('wait --for=delete pod --all -n virtual-kubelet --timeout=60s')
      const [group] = azure.state.containerGroups.values()
      if (group === undefined) throw new Error('There is no container group.')
      const inGroup = (resourceGroup: string, UID?: string) => {
        const id = group.id.replace(/resourceGroups\/[^/]+/, `resourceGroups/${resourceGroup}`)
        const tags = {...group.body.tags, ...(UID !== undefined && {UID})}
        azure.state.containerGroups.set(id.toLowerCase(), {...group, id, resourceGroup, body: {...group.body, tags}})
        return id.toLowerCase()
      }
      inGroup('aci-westus2')
      const whose = inGroup('myResourceGroup', 'of-another-cluster')
      azure.state.resourceGroups.push({name: 'MC_other', location: 'eastus', managedBy: '/another/cluster'})
      const theirs = inGroup('MC_other', 'of-another-cluster')
      const asked = await vkctl('remove-connector', {exits: 1})
      const [question] = /This will delete: .*/.exec(asked.stderr) ?? []
      expect(question).toContain(`container group aci-westus2/${group.name}`)
      expect(question).not.toContain('group myResourceGroup')
      const run = await vkctl('remove-connector --yes')
      expect(run.stderr).toContain(`so it does not delete them: myResourceGroup/${group.name}.`)
      expect(removals(run)).toMatchObject([{left: [], removed: expect.arrayContaining([`container group aci-westus2/${group.name}`])}])
      expect([...azure.state.containerGroups.keys()]).toEqual([whose, theirs])
      azure.state.containerGroups.clear()
      azure.state.resourceGroups.pop()
      await withoutPod(world())
      expect(await snapshot()).toEqual(before)
    }, 120_000)

    if (ground.sample) return

    it('pods of a DaemonSet go with the node', async () => {
      const {vkctl, kubectl, snapshot} = world()
      const before = await snapshot()
      await vkctl('install-connector')
      const labels = {app: 'agent'}
      const podSpec = {
        nodeSelector: {type: 'virtual-kubelet'},
        tolerations: [{operator: 'Exists'}],
        automountServiceAccountToken: false,
        containers: [{name: 'agent', image: 'mcr.microsoft.com/azuredocs/aci-helloworld'}],
      }
      await kubectl(
        'apply -f -',
        yaml({
          apiVersion: 'apps/v1',
          kind: 'DaemonSet',
          metadata: {name: 'agent', namespace: 'default'},
          spec: {selector: {matchLabels: labels}, template: {metadata: {labels}, spec: podSpec}},
        }),
      )
      await kubectl('wait --for=create pod -l app=agent --timeout=30s')
      await kubectl('wait --for=condition=Ready pod -l app=agent --timeout=60s')
      expect(removals(await vkctl('remove-connector --yes --graceful'))).toMatchObject([{left: []}])
      await kubectl('delete daemonset agent --wait')
      await kubectl('wait --for=delete pod -l app=agent --timeout=30s')
      expect(await snapshot()).toEqual(before)
    }, 120_000)

    it('a namespace with something else in it stays', async () => {
      const {vkctl, kubectl, snapshot} = world()
      const before = await snapshot()
      await vkctl('install-connector')
      await kubectl('create configmap mine -n virtual-kubelet')
      const removed = await vkctl('remove-connector --yes')
      expect(removed.stderr).toMatch(
        /namespace virtual-kubelet was not deleted, because it contains objects that vkctl did not create: ConfigMap mine/,
      )
      expect(removals(removed)).toMatchObject([{left: []}])
      expect(await kubectl('get configmap mine -n virtual-kubelet -o name')).toContain('mine')
      await kubectl('delete namespace virtual-kubelet --wait')
      expect(await snapshot()).toEqual(before)
    }, 120_000)

    it("a namespace of the user's own stays", async () => {
      const {vkctl, kubectl, snapshot} = world()
      await kubectl('create namespace virtual-kubelet')
      await kubectl('wait --for=create serviceaccount/default -n virtual-kubelet --timeout=30s')
      await kubectl('wait --for=create configmap/kube-root-ca.crt -n virtual-kubelet --timeout=30s')
      const before = await snapshot()
      await vkctl('install-connector --namespace virtual-kubelet')
      await vkctl('remove-connector --yes')
      expect(await snapshot()).toEqual(before)
    }, 120_000)
  })
