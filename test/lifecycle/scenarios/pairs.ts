import {expect, it} from '@jest/globals'
import {connectors, removals} from '../world/connector-result.ts'
import {describeOn, type Scenarios} from '../scenario.ts'
import {useWorld} from '../world/use-world.ts'
import type {Snapshot} from '../world/snapshot.ts'
import {prepared} from '../world/world.ts'

/** Several connectors in one cluster. */
export const pairs: Scenarios = ground =>
  describeOn(ground, 'Several connectors', () => {
    // Nobody has a role yet, so that connectors of one resource group share an assignment of vkctl's.
    const {registered} = prepared
    const world = useWorld({...ground, world: {registered, resourceGroups: [{name: 'pods-westus2', location: 'westus2'}]}})
    const assignments = (snapshot: Snapshot): number => Object.keys(snapshot).filter(name => name.startsWith('role assignment ')).length

    it('keep each their own identity, group and image when both are installed again', async () => {
      const {vkctl, azure, snapshot} = world()
      const empty = await snapshot()
      const {clientId, secrets: [input = ''] = []} = azure.principal('connector-sp')
      const options = '--aci-resource-group pods-westus2 --location eastus --image-tag 1.6.3 --assign-role'
      await vkctl(`install-connector ${options} --service-principal ${clientId} --client-secret -`, {input})
      await vkctl('install-connector --os-type Windows --location eastus --assign-role')
      const before = await snapshot()
      const both = await vkctl('install-connector --os-type Both --location eastus')
      expect(connectors(both)).toMatchObject([
        {osType: 'Linux', aciResourceGroup: 'pods-westus2', image: expect.stringMatching(/:1\.6\.3$/), changed: false, status: 'Ready'},
        {osType: 'Windows', aciResourceGroup: expect.stringMatching(/^MC_/), image: expect.stringMatching(/:1\.6\.4$/), changed: false},
      ])
      expect(await snapshot()).toEqual(before)
      await vkctl('remove-connector --yes')
      expect(await snapshot()).toEqual(empty)
    }, 240_000)

    if (ground.sample) return

    it('are installed side by side, and each goes without a trace in the others', async () => {
      const {vkctl, snapshot} = world()
      const empty = await snapshot()
      const linux = await vkctl('install-connector --assign-role')
      expect(linux.stderr).toContain('az aks enable-addons --addons virtual-node')
      expect(connectors(linux)).toMatchObject([{osType: 'Linux', status: 'Ready'}])
      const withLinux = await snapshot()

      const windows = await vkctl('install-connector --os-type Windows --assign-role')
      expect(windows.stderr).not.toContain('enable-addons')
      expect(connectors(windows)).toMatchObject([{osType: 'Windows', status: 'Ready', changed: true}])
      const withBoth = await snapshot()
      expect(withBoth).toMatchObject(withLinux)

      const elsewhere = await vkctl(
        'install-connector --connector-name other --os-type Both --aci-resource-group pods-westus2 --assign-role',
      )
      expect(assignments(await snapshot())).toBe(assignments(empty) + 2)
      expect(connectors(elsewhere)).toMatchObject([
        {release: 'other-linux-westus2', location: 'westus2', aciResourceGroup: 'pods-westus2', status: 'Ready'},
        {release: 'other-windows-westus2', location: 'westus2', aciResourceGroup: 'pods-westus2', status: 'Ready'},
      ])
      const second = await vkctl('install-connector --location northeurope --assign-role')
      expect(connectors(second)).toMatchObject([{release: 'virtual-kubelet-linux-northeurope', status: 'Ready'}])
      expect(connectors(await vkctl('list')).map(({release, status}) => `${release} ${status}`)).toEqual([
        'other-linux-westus2 Ready',
        'other-windows-westus2 Ready',
        'virtual-kubelet-linux-eastus Ready',
        'virtual-kubelet-linux-northeurope Ready',
        'virtual-kubelet-windows-eastus Ready',
      ])
      await vkctl('validate')

      // The role assignment stays, because others use it, so the question does not name it.
      const {stderr: question} = await vkctl('remove-connector --location northeurope', {exits: 1})
      expect(question).toMatch(/This will delete: release virtual-kubelet-linux-northeurope, .* Are you sure/)
      expect(question).not.toContain('role assignment')
      const byLocation = await vkctl('remove-connector --location northeurope --yes')
      expect(removals(byLocation).map(({release, left}) => ({release, left}))).toEqual([
        {release: 'virtual-kubelet-linux-northeurope', left: []},
      ])
      await vkctl('remove-connector --connector-name other --yes')
      expect(await snapshot()).toEqual(withBoth)
      await vkctl('remove-connector --os-type Windows --yes')
      expect(await snapshot()).toEqual(withLinux)
      await vkctl('remove-connector --yes')
      expect(await snapshot()).toEqual(empty)
    }, 240_000)
  })
