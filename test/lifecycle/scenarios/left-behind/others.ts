import {expect, it} from '@jest/globals'
import {casesOn, describeOn, inCi, type Scenarios} from '../../scenario.ts'
import {removals, validation} from '../../world/connector-result.ts'
import {untilNodeReady, upstreamChartOf} from '../../world/upstream-chart.ts'
import {useWorld} from '../../world/use-world.ts'
import {prepared, type World} from '../../world/world.ts'
import {azName, azNode, azRelease, earliestName, earliestNode, foreignObjects} from './foreign-objects.ts'

/** Renders the chart of azure-aci as of 1.5.1, whose pods have another label, and applies it with kubectl. */
async function applyChart(on: World): Promise<void> {
  const {helm, kubectl} = on
  const set = 'nodeName=applied-node,namespace=vk-applied,image.tag=1.6.4,providers.azure.aciRegion=eastus'
  await kubectl('apply -f -', await helm(`template applied ${upstreamChartOf(on, '1.5.1')} --set ${set}`))
  await untilNodeReady(on, 'applied-node')
}

const owners = [
  ['virtual-node-aci-linux', 'az aks disable-addons --addons virtual-node --resource-group myResourceGroup --name myAKSCluster'],
  ['argo-node', 'argocd app delete platform'],
  ['flux-node', 'flux delete helmrelease aci --namespace flux-system'],
  ['daemon-node', 'kubectl delete daemonset daemon --namespace default'],
  ['hand-node', 'kubectl delete deployment hand-made --namespace default'],
  ['vn2-virtualnode-0', 'az k8s-extension delete'],
] as const

/** Connectors that vkctl did not install, and nodes without a connector. */
export const others: Scenarios = ground =>
  describeOn(ground, 'Connectors of others', () => {
    const world = useWorld({...ground, world: prepared}, ({kubectl}) =>
      kubectl('apply --server-side --field-manager=test -f -', JSON.stringify({apiVersion: 'v1', kind: 'List', items: foreignObjects})),
    )

    it('are listed by what runs and what is registered, with their origin and their manager', async () => {
      const {vkctl} = world()
      const listed = JSON.parse((await vkctl('list')).stdout) as readonly {
        readonly nodeName: string
        readonly connectorName: string
        readonly osType: string
        readonly origin: string
        readonly managedBy: {readonly tool: string} | null
        readonly status: string
      }[]
      const rows = listed.map(one => [one.nodeName, one.connectorName, one.osType, one.origin, one.managedBy?.tool, one.status])
      expect(rows.toSorted(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([
        [earliestNode, 'earliest', 'Linux', 'az', 'tiller', 'NotReady'],
        ['argo-node', 'argo', 'Windows', 'upstream', 'argo-cd', 'NotReady'],
        ['daemon-node', 'daemon', 'Linux', 'manifest', undefined, 'NotReady'],
        ['flux-node', 'flux', 'Linux', 'upstream', 'flux', 'NotReady'],
        ['hand-node', 'hand-made', 'Linux', 'manifest', undefined, 'NotReady'],
        [azNode, 'aci-connector', 'Linux', 'az', 'tiller', 'NotReady'],
        ['virtual-node-aci-linux', 'aci-connector-linux', 'Linux', 'aks-addon', 'aks', 'NotReady'],
        ['virtual-node-aci-old', 'virtual-node-aci-old', 'Linux', 'unknown', undefined, 'Missing'],
        ['vn2-virtualnode-0', 'vn2-virtualnode', 'Linux', 'virtual-nodes-v2', undefined, 'NotReady'],
      ])
      const {findings} = validation(await vkctl('validate', {exits: 4}))
      const of = (target: string, verdict: string) =>
        findings.filter(one => one.target === target && one.verdict === verdict).map(({id}) => id)
      expect(of('virtual-node-aci-old', 'problem')).toEqual(['node-left-behind'])
      // It has no log.
      expect(of(azRelease, 'ok').filter(id => id.startsWith('start-'))).toEqual([])
      expect(of(azRelease, 'skipped')).toEqual(expect.arrayContaining(['release-deployed', 'start-identity', 'start-panic']))
    }, 120_000)

    for (const [node, command] of casesOn(ground, 1, owners)) {
      it(`are left to their owner, with the command: ${command}`, async () => {
        const {vkctl, snapshot} = world()
        const before = await snapshot()
        const run = await vkctl(`remove-connector --node ${node}`, {exits: 7})
        expect(removals(run)).toMatchObject([{nodeName: node, removed: [], reasons: [{kind: 'owner'}]}])
        expect(run.stderr).toContain(command)
        expect(await snapshot()).toEqual(before)
      }, 60_000)
    }

    inCi(ground)(
      'are pods that no workload owns, found by the address of their node, and left to who created them',
      async () => {
        const {vkctl, kubectl} = world()
        await applyChart(world())
        const {spec} = JSON.parse(await kubectl('get deployment applied -n vk-applied -o json')) as {
          readonly spec: {readonly template: object}
        }
        await kubectl('delete deployment applied -n vk-applied --wait')
        await kubectl('wait --for=delete pods --all -n vk-applied --timeout=60s')
        const bare = {apiVersion: 'v1', kind: 'Pod', ...spec.template, metadata: {name: 'bare', namespace: 'vk-applied'}}
        await kubectl('apply -f -', JSON.stringify(bare))
        await kubectl('wait --for=condition=Ready pod/bare -n vk-applied --timeout=60s')
        const shown = JSON.parse((await vkctl('show --node applied-node')).stdout) as readonly object[]
        expect([shown].flat()).toMatchObject([{origin: 'manifest', release: 'bare', namespace: 'vk-applied', status: 'Ready'}])
        const left = await vkctl('remove-connector --node applied-node', {exits: 7})
        expect(left.stderr).toContain('kubectl delete pod bare --namespace vk-applied')
        await kubectl('delete pod bare -n vk-applied --wait')
        await kubectl('delete node applied-node')
      },
      120_000,
    )

    it('are removed: what az, a chart without Helm, and somebody who forgot a node left', async () => {
      const {vkctl, kubectl, tryKubectl} = world()
      await applyChart(world())
      const applied = removals(await vkctl('remove-connector --connector-name applied --yes'))
      expect(applied).toMatchObject([{left: [], removed: expect.arrayContaining(['deployment vk-applied/applied', 'node applied-node'])}])
      expect(await kubectl('get deployments,secrets -n vk-applied')).toBe('')
      expect(await kubectl('get clusterrolebinding applied --ignore-not-found')).toBe('')
      await vkctl('remove-connector --connector-name aci-connector --os-type Windows --yes', {exits: 3})
      expect(removals(await vkctl('remove-connector --connector-name aci-connector --yes'))).toMatchObject([
        {
          release: azRelease,
          left: [],
          removed: expect.arrayContaining([
            ...['deployment', 'secret', 'serviceaccount'].map(kind => `${kind} default/${azName}`),
            `clusterrolebinding ${azName}`,
            `configmap kube-system/${azRelease}.v1`,
            `node ${azNode}`,
          ]),
        },
      ])
      expect(removals(await vkctl(`remove-connector --node ${earliestNode} --yes`))).toMatchObject([
        {
          left: [],
          removed: expect.arrayContaining([`deployment default/${earliestName}`, `secret default/${earliestName}`, `node ${earliestNode}`]),
        },
      ])
      expect(await kubectl('get configmaps -n kube-system -l OWNER=TILLER -o name')).toBe('configmap/of-others.v1\n')
      expect(removals(await vkctl('remove-connector --node virtual-node-aci-old --yes'))).toMatchObject([
        {left: [], removed: ['node virtual-node-aci-old']},
      ])
      expect((await vkctl(`remove-connector --node ${world().node.name} --yes`, {exits: 3})).stderr).toContain('There is no virtual node')
      expect((await tryKubectl(`get node ${world().node.name}`)).exitCode).toBe(0)
    }, 180_000)
  })
