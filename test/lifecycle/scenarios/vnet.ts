import {expect, it} from '@jest/globals'
import {aciDelegation} from '../../../sandbox/azure/network/virtual-network-entry.ts'
import {connectors, linuxNode, removals, validation} from '../world/connector-result.ts'
import {quickSample} from '../world/sample.ts'
import {describeOn, type Scenarios} from '../scenario.ts'
import {useWorld} from '../world/use-world.ts'
import {prepared, type World} from '../world/world.ts'

const registered = ['Microsoft.ContainerInstance']
const nodeGroup = 'MC_myResourceGroup_myAKSCluster_eastus'

function subnetId({azure}: World, name: string, network = 'aks-vnet', group = nodeGroup): string {
  return `/subscriptions/${azure.subscriptionId}/resourceGroups/${group}/providers/Microsoft.Network/virtualNetworks/${network}/subnets/${name}`
}

interface PodList {
  readonly items: readonly {readonly spec: {readonly nodeName?: string}; readonly status: {readonly podIP?: string}}[]
}

async function podAddresses({vkctl, kubectl, get}: World): Promise<readonly (string | undefined)[]> {
  await kubectl('apply -f -', await quickSample({vkctl}))
  await kubectl('wait --for=condition=Ready pod --all --timeout=60s')
  const {items} = (await get('/api/v1/namespaces/default/pods')) as PodList
  return items.filter(({spec}) => spec.nodeName === linuxNode).map(({status}) => status.podIP)
}

/** What the connector is told of Azure. */
async function azureJson({get}: World): Promise<unknown> {
  const {data} = (await get('/api/v1/namespaces/virtual-kubelet/secrets/virtual-kubelet-linux-eastus')) as {
    readonly data: Readonly<Record<string, string>>
  }
  return JSON.parse(Buffer.from(data['azure.json'] ?? '', 'base64').toString())
}

/** Connectors whose container groups are on a subnet, and what is refused of it. */
export const vnet: Scenarios = ground => {
  describeOn(ground, 'A subnet', () => {
    const world = useWorld({...ground, world: {registered}})

    it('gives pods its addresses, and keeps nothing of it when the connector goes', async () => {
      const {vkctl, kubectl, snapshot, azure} = world()
      const subnet = subnetId(world(), 'aci-subnet')
      const before = await snapshot()
      const refused = await vkctl(`install-connector --vnet-subnet-id ${subnet}`, {exits: 4})
      expect(refused.stderr).toContain(`--role 'Network Contributor' --scope ${subnet}`)
      expect(refused.stderr).toContain('--assign-role')
      expect(await snapshot()).toEqual(before)

      const installed = connectors(await vkctl(`install-connector --vnet-subnet-id ${subnet} --assign-role`))
      expect(installed).toMatchObject([{osType: 'Linux', location: 'eastus', status: 'Ready', changed: true}])
      const {objectId} = azure.principal('kubelet')
      expect(azure.state.roleAssignments.filter(({principalId}) => principalId === objectId).map(({scope}) => scope)).toEqual([
        expect.stringMatching(/resourceGroups\/MC_[^/]+$/),
        subnet,
      ])
      expect(await azureJson(world())).toMatchObject({vnetName: 'aks-vnet', vnetResourceGroup: nodeGroup})
      expect(await podAddresses(world())).toEqual([expect.stringMatching(/^10\.225\.0\.\d+$/)])
      expect(
        validation(await vkctl('validate')).findings.filter(({id, verdict}) => id.startsWith('subnet-') && verdict === 'problem'),
      ).toEqual([])

      // What was given once is kept.
      expect(connectors(await vkctl('install-connector'))).toMatchObject([{status: 'Ready', revision: 1, changed: false}])

      await kubectl('delete deployment --all --wait --cascade=foreground')
      expect(removals(await vkctl('remove-connector --yes'))).toMatchObject([{left: []}])
      await kubectl('wait --for=delete pod --all --timeout=30s')
      expect(await snapshot()).toEqual(before)
    }, 180_000)

    it('is refused when it cannot be used, before anything is changed', async () => {
      const {vkctl, snapshot, azure} = world()
      const {virtualNetworks} = azure.state
      virtualNetworks.push({
        name: 'far',
        resourceGroup: 'aci-westus2',
        location: 'westus2',
        addressPrefixes: ['10.9.0.0/16'],
        subnets: [{name: 'aci', properties: {addressPrefix: '10.9.0.0/24', delegations: [aciDelegation]}}],
      })
      const before = await snapshot()
      const refused = async (args: string, exits: number) => (await vkctl(`install-connector --assign-role ${args}`, {exits})).stderr
      const names = (subnet: string) => `--vnet-name aks-vnet --subnet-name ${subnet}`
      expect(await refused(`${names('aci-subnet')} --os-type Both`, 2)).toContain('Run two installs')
      expect(await refused(`${names('aci-subnet')} --os-type Windows`, 2)).toContain('Only Linux pods')
      expect(await refused('--vnet-name aks-vnet', 2)).toContain('--subnet-name')
      expect(await refused(names('none'), 4)).toContain('has no subnet none')
      expect(await refused(names('aks-subnet'), 4)).toContain('not delegated to ACI, and Azure cannot delegate it')
      const far = `--vnet-subnet-id ${subnetId(world(), 'aci', 'far', 'aci-westus2')}`
      expect(await refused(`${far} --location eastus`, 4)).toContain('is in westus2')
      expect(await snapshot()).toEqual(before)
      virtualNetworks.pop()
    }, 120_000)
  })

  if (ground.sample) return

  describeOn(ground, 'A user-assigned identity', () => {
    const world = useWorld({...ground, world: {...prepared, roles: [{principal: 'connector-identity', role: 'Contributor'}]}})

    it('is used once the nodes have it, and kept', async () => {
      const {vkctl, azure, snapshot} = world()
      const {clientId} = azure.principal('connector-identity')
      const id = `/subscriptions/${azure.subscriptionId}/resourceGroups/myResourceGroup/providers/Microsoft.ManagedIdentity/userAssignedIdentities/connector-identity`
      const before = await snapshot()
      expect((await vkctl(`install-connector --assign-identity ${id}`, {exits: 4})).stderr).toContain('az vmss identity assign')
      expect((await vkctl(`install-connector --assign-identity ${id}2`, {exits: 3})).stderr).toContain('connector-identity2')
      expect(await snapshot()).toEqual(before)
      azure.state.nodeIdentities.push(clientId)
      expect(connectors(await vkctl(`install-connector --assign-identity ${id}`))).toMatchObject([{status: 'Ready', changed: true}])
      expect(await azureJson(world())).toMatchObject({aadClientId: 'msi', userAssignedIdentityID: clientId})
      expect(connectors(await vkctl('install-connector'))).toMatchObject([{status: 'Ready', revision: 1, changed: false}])
      expect(await azureJson(world())).toMatchObject({userAssignedIdentityID: clientId})
      await vkctl('remove-connector --yes')
      expect(await snapshot()).toEqual(before)
    }, 120_000)
  })
}
