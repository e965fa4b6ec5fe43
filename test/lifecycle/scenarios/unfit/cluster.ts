import {expect, it} from '@jest/globals'
import type {ClusterEntry} from '../../../../sandbox/azure/container-service/cluster-entry.ts'
import {connectors, linuxNode, linuxRelease, validation} from '../../world/connector-result.ts'
import {describeOn, inCi, type Scenarios} from '../../scenario.ts'
import {useWorld} from '../../world/use-world.ts'
import {prepared, type World} from '../../world/world.ts'

const spot = 'kubernetes.azure.com/scalesetpriority=spot:NoSchedule'

/** Changes what Azure says about the cluster. */
function inAzure({azure}: World, changes: Partial<ClusterEntry>): void {
  const {clusters} = azure.state
  const [cluster] = clusters
  if (cluster !== undefined) clusters[0] = {...cluster, ...changes}
}

const policy = (name: string, spec: object): string =>
  JSON.stringify({apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: {name, namespace: 'virtual-kubelet'}, spec})

const waiting = (name: string, spec: object): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, labels: {app: 'apart'}},
    spec: {
      nodeSelector: {type: 'virtual-kubelet', 'kubernetes.io/os': 'linux'},
      tolerations: [{key: 'virtual-kubelet.io/provider', operator: 'Exists'}],
      containers: [{name: 'web', image: 'mcr.microsoft.com/azuredocs/aci-helloworld'}],
      ...spec,
    },
  })

/** Clusters whose nodes, network or policies do not let a connector work, and pods that fit no virtual node. */
export const unfitCluster: Scenarios = ground => {
  describeOn(ground, 'A cluster that does not fit', () => {
    const world = useWorld({...ground, world: prepared})
    const ordinaryNode = async (): Promise<string> =>
      (await world().kubectl('get nodes -l type!=virtual-kubelet -o jsonpath={.items[0].metadata.name}')).trim()

    it('is refused if no node can run the connector, unless a node may come', async () => {
      const {vkctl, kubectl, snapshot} = world()
      const node = await ordinaryNode()
      await kubectl(`taint node ${node} ${spot}`)
      const before = await snapshot()
      const refused = (await vkctl('install-connector', {exits: 4})).stderr
      expect(refused).toMatch(
        /^ERROR: No node of the cluster can run the pod of the connector \(\S+: the taint kubernetes\.azure\.com\/scalesetpriority=spot:NoSchedule\)\.$/m,
      )
      expect(refused).toContain('{key: kubernetes.azure.com/scalesetpriority, value: "spot", effect: NoSchedule}')
      expect(refused).toContain('az aks nodepool add --resource-group myResourceGroup --cluster-name myAKSCluster')
      inAzure(world(), {agentPool: {enableAutoScaling: true, maxCount: 3}})
      const allowed = await vkctl('install-connector --dry-run')
      expect(allowed.stderr).toContain('WARNING: No node of the cluster can run')
      expect(allowed.stderr).toContain('the cluster autoscaler can add a node to the pool nodepool1')
      inAzure(world(), {agentPool: {}})
      expect(await snapshot()).toEqual(before)
      await kubectl(`taint node ${node} ${spot}-`)
    }, 120_000)

    inCi(ground)(
      'is refused if pods on the subnet reach nothing of it, or if the connector gets no token',
      async () => {
        const {vkctl, kubectl, snapshot} = world()
        await kubectl('create namespace virtual-kubelet')
        await kubectl('apply -f -', policy('default-deny', {podSelector: {}, policyTypes: ['Ingress', 'Egress']}))
        const before = await snapshot()
        const install = async (args: string, exits: number) =>
          (await vkctl(`install-connector --namespace virtual-kubelet --dry-run ${args}`, {exits})).stderr
        const subnet = '--assign-role --vnet-name aks-vnet --subnet-name aci-subnet'
        inAzure(world(), {network: {networkPluginMode: 'overlay', networkDataplane: 'cilium', networkPolicy: 'cilium'}})
        const both = await install(subnet, 4)
        expect(both).toContain(
          'uses Azure CNI Overlay powered by Cilium: its pods have addresses that the subnet aci-subnet does not reach',
        )
        expect(both).toContain('The NetworkPolicy default-deny keeps the connector from the DNS service (UDP 53)')
        expect(await install(`${subnet} --skip-checks pod-addresses,connector-egress`, 0)).not.toContain('default-deny')
        inAzure(world(), {network: {podLinkLocalAccess: 'None'}})
        const restricted = await install('--assign-role', 4)
        expect(restricted).toContain('keeps pods from the instance metadata service (podLinkLocalAccess: None)')
        inAzure(world(), {network: {}})
        expect(await install('--assign-role', 0)).toContain('vkctl found nothing that does.')
        expect(await snapshot()).toEqual(before)
      },
      120_000,
    )

    inCi(ground)(
      'that became so explains why a connector is down, and why pods wait',
      async () => {
        const {vkctl, kubectl} = world()
        expect(connectors(await vkctl('install-connector'))).toMatchObject([{status: 'Ready'}])
        const apart = {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {topologyKey: 'kubernetes.io/hostname', labelSelector: {matchLabels: {app: 'apart'}}},
          ],
        }
        for (const name of ['one', 'two']) await kubectl('apply -f -', waiting(name, {affinity: {podAntiAffinity: apart}}))
        const disk = {resources: {requests: {'ephemeral-storage': '1Gi'}}}
        await kubectl('apply -f -', waiting('disk', {containers: [{name: 'web', image: 'nginx', ...disk}]}))
        await kubectl('wait --for=condition=PodScheduled=false pod/disk --timeout=30s')
        await kubectl('wait --for=condition=PodScheduled=false pod/two --timeout=30s')
        const placeable = validation(await vkctl('validate', {exits: 4})).findings.filter(({id}) => id === 'pods-placeable')
        const saying = (pod: string) => placeable.find(({message}) => message.startsWith(`Pod default/${pod} `))
        expect(saying('disk')).toMatchObject({
          verdict: 'problem',
          message: expect.stringMatching(
            `: ${linuxNode} offers no ephemeral-storage\\. kube-scheduler says: .*Insufficient ephemeral-storage`,
          ),
        })
        expect(saying('two')).toMatchObject({
          verdict: 'problem',
          message: expect.stringContaining("didn't match pod anti-affinity rules"),
          remedy: expect.stringContaining('kubernetes.io/hostname preferred'),
        })
        await kubectl('delete pod --all --wait=false')
        await kubectl(`cordon ${await ordinaryNode()}`)
        await kubectl('delete pod --all --namespace virtual-kubelet')
        await kubectl('wait --for=condition=PodScheduled=false pod --all --namespace virtual-kubelet --timeout=60s')
        const [first, ...others] = validation(await vkctl('validate', {exits: 4})).findings
        expect(first).toMatchObject({
          id: 'pod-scheduled',
          message: expect.stringContaining(': cordoned.'),
          remedy: expect.stringContaining('kubectl uncordon'),
        })
        expect(others.find(({id}) => id === 'pod-ready')).toMatchObject({because: {id: 'pod-scheduled', target: linuxRelease}})
      },
      180_000,
    )
  })
}
