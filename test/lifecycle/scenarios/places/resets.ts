import {createHash} from 'node:crypto'
import {cpSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from '@jest/globals'
import {connectors} from '../../world/connector-result.ts'
import {describeOn, type Scenarios} from '../../scenario.ts'
import {useWorld} from '../../world/use-world.ts'
import {builtVkctl} from '../../world/vkctl-package.ts'
import {prepared, type World} from '../../world/world.ts'

interface Shown {
  readonly given: Readonly<Record<string, unknown>>
  readonly chart: string
  readonly image: string
  readonly aciResourceGroup: string
}

/** An archive of the chart of vkctl with another version. */
async function packedChart({file, helm}: World): Promise<string> {
  const folder = file('chart/none', '').replace(/none$/, 'aci-connector')
  cpSync(join(builtVkctl(), 'charts/aci-connector'), folder, {recursive: true})
  const chart = join(folder, 'Chart.yaml')
  writeFileSync(chart, readFileSync(chart, 'utf8').replace(/^version: .*/m, 'version: 0.1.9'))
  await helm(['package', folder, '--destination', join(folder, '..')])
  return join(folder, '..', 'aci-connector-0.1.9.tgz')
}

/** Each option gets back its default alone, and names of Azure in other letters are the same names. */
export const resets: Scenarios = ground =>
  describeOn(ground, 'An option', () => {
    const world = useWorld({...ground, world: prepared})
    const show = async (): Promise<Shown> => JSON.parse((await world().vkctl('show')).stdout) as Shown
    const isNoChange = async (args: string): Promise<void> => {
      const {stderr} = await world().vkctl(`install-connector ${args} --dry-run --detailed-exit-code`)
      expect([args, stderr]).toEqual([args, expect.stringContaining('Nothing would change.')])
    }

    it('that is reset gets back its default, and the others are kept', async () => {
      const {vkctl, file, azure} = world()
      const chart = await packedChart(world())
      const digest = `sha256:${createHash('sha256').update(readFileSync(chart)).digest('hex')}`
      const values = file('values.yaml', 'logLevel: debug\n')
      const [subnet] = azure.state.virtualNetworks[0]?.subnets.filter(({name}) => name === 'aci-subnet') ?? []
      expect(subnet?.name).toBe('aci-subnet')
      await vkctl(
        `install-connector --location eastus --aci-resource-group aci-westus2 --image-tag 1.6.3 --chart-url ${chart} --chart-digest ${digest} --set-values ${values} --vnet-name aks-vnet --subnet-name aci-subnet`,
      )
      const given = async (): Promise<readonly string[]> => Object.keys((await show()).given).toSorted()
      const all = ['aciResourceGroup', 'chartDigest', 'chartUrl', 'imageTag', 'subnetId', 'values']
      expect(await given()).toEqual(all)

      const reset = async (option: string, ...gone: readonly string[]): Promise<void> => {
        const kept = (await given()).filter(name => !gone.includes(name))
        const [result] = connectors(await vkctl(`upgrade-connector --location eastus --yes --reset ${option}`))
        expect([option, result]).toMatchObject([option, {status: 'Ready'}])
        expect([option, await given()]).toEqual([option, kept])
        await isNoChange(`--location eastus --yes --reset ${option}`)
      }
      await reset('chart-digest', 'chartDigest')
      expect((await show()).chart).toBe('aci-connector-0.1.9')
      await reset('chart-url', 'chartUrl')
      expect((await show()).chart).not.toBe('aci-connector-0.1.9')
      await reset('image-tag', 'imageTag')
      expect((await show()).image).toMatch(/:1\.6\.4$/)
      await reset('set-values', 'values')
      await reset('vnet-subnet-id', 'subnetId')
      expect((await show()).aciResourceGroup).toBe('aci-westus2')
      await reset('aci-resource-group', 'aciResourceGroup')
      expect((await show()).aciResourceGroup).toMatch(/^MC_/)
      expect(await given()).toEqual([])
    }, 400_000)

    it('that names the same thing in other letters changes nothing, and neither does the tag that runs already', async () => {
      const {vkctl, azure} = world()
      const {clientId} = azure.principal('connector-identity')
      azure.state.nodeIdentities.push(clientId)
      azure.state.roleAssignments.push({
        ...(azure.state.roleAssignments.find(({principalId}) => principalId === azure.principal('kubelet').objectId) ??
          (() => {
            throw new Error('The identity of the nodes has no role.')
          })()),
        name: crypto.randomUUID(),
        principalId: azure.principal('connector-identity').objectId,
      })
      const identity = `/subscriptions/${azure.subscriptionId}/resourceGroups/myResourceGroup/providers/Microsoft.ManagedIdentity/userAssignedIdentities/connector-identity`
      const group = azure.state.clusters[0]?.nodeResourceGroup ?? ''
      await vkctl(
        `install-connector --assign-identity ${identity} --aci-resource-group ${group} --location eastus --vnet-name aks-vnet --subnet-name aci-subnet`,
      )
      await isNoChange(`--assign-identity ${identity.toUpperCase()}`)
      await isNoChange(`--aci-resource-group ${group.toUpperCase()} --location EastUS`)
      await isNoChange(`--vnet-name AKS-VNET --subnet-name ACI-Subnet --vnet-resource-group ${group.toLowerCase()}`)
      await isNoChange('--resource-group MYRESOURCEGROUP --name MYAKSCLUSTER')
      // The tag is remembered, but the connector is left as it is.
      expect(connectors(await vkctl('install-connector --image-tag 1.6.4'))).toMatchObject([{changed: false, revision: 1}])
      await isNoChange('--image-tag 1.6.4')
    }, 200_000)
  })
