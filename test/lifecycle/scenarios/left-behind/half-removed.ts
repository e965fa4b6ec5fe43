import {expect, it} from '@jest/globals'
import {describeOn, inCi, type Scenarios} from '../../scenario.ts'
import {linuxNode, linuxRelease, removals} from '../../world/connector-result.ts'
import {useWorld} from '../../world/use-world.ts'
import type {World} from '../../world/world.ts'

/** A connector with a service principal to which vkctl gave its role. */
async function install({vkctl, azure}: World, more: readonly string[] = []): Promise<void> {
  const {clientId, secrets: [secret = ''] = []} = azure.principal('connector-sp')
  await vkctl(['install-connector', '--service-principal', clientId, '--client-secret', '-', '--assign-role', ...more], {input: secret})
}

/** Connectors of which somebody deleted most by hand. */
export const halfRemoved: Scenarios = ground =>
  describeOn(ground, 'Half removals', () => {
    const world = useWorld({...ground, world: {registered: ['Microsoft.ContainerInstance']}})

    it('end with nothing left, although namespace, record, release and node are gone', async () => {
      const {vkctl, kubectl, snapshot, azure} = world()
      const before = await snapshot()
      await install(world())
      await kubectl('delete namespace virtual-kubelet --wait')
      await kubectl(`delete node ${linuxNode}`)
      expect(JSON.parse((await vkctl('list')).stdout)).toMatchObject([{release: linuxRelease, status: 'Missing'}])
      expect((await vkctl('validate', {exits: 4})).stdout).toContain(linuxRelease)
      const dry = await vkctl('remove-connector --dry-run')
      expect(dry.stdout).toContain('delete-objects')
      const run = await vkctl('remove-connector --yes')
      const [assignment] = removals(run)[0]?.removed.filter(what => what.startsWith('role assignment ')) ?? []
      expect(assignment).toContain(azure.state.clusters[0]?.nodeResourceGroup)
      expect(removals(run)).toMatchObject([
        {left: [], removed: expect.arrayContaining([`clusterrole aci-connector:virtual-kubelet:${linuxRelease}`])},
      ])
      expect(await snapshot()).toEqual(before)
      await vkctl('remove-connector --yes', {exits: 3})
    }, 120_000)

    inCi(ground)(
      'say what keeps what is left, and end it when that is gone',
      async () => {
        const {vkctl, kubectl, snapshot, faults} = world()
        const before = await snapshot()
        await install(world())
        const record = `secret/${linuxRelease}-record -n virtual-kubelet`
        await kubectl(['patch', ...record.split(' '), '-p', '{"metadata":{"finalizers":["example.com/hold"]}}'])
        const message = 'The scope is locked.'
        faults.set([{server: 'azure', method: 'DELETE', path: 'roleAssignments', status: 409, code: 'ScopeLocked', message, times: 99}])
        const locked = await vkctl('remove-connector --yes', {exits: 7})
        expect(removals(locked)[0]?.reasons).toEqual([
          {left: expect.stringMatching(/^role assignment /), kind: 'lock', message: '(ScopeLocked) The scope is locked.'},
        ])
        faults.set([])
        const held = await vkctl('remove-connector --yes --timeout 5s', {exits: 7})
        expect(removals(held)[0]?.reasons).toEqual([
          expect.objectContaining({left: `secret virtual-kubelet/${linuxRelease}-record`, kind: 'finalizer'}),
          {left: 'namespace virtual-kubelet', kind: 'terminating', message: expect.stringContaining('example.com/hold')},
        ])
        const again = await vkctl('remove-connector --yes --timeout 5s', {exits: 7})
        expect(again.stderr).toMatch(
          /The namespace virtual-kubelet is already being deleted\. .*NamespaceFinalizersRemaining: .*example\.com\/hold/,
        )
        await kubectl(['patch', ...record.split(' '), '-p', '{"metadata":{"finalizers":null}}'])
        await kubectl('wait --for=delete namespace/virtual-kubelet --timeout=30s')
        expect(await snapshot()).toEqual(before)
      },
      120_000,
    )

    if (ground.sample) return

    it('end with nothing left, although Helm does not know the release any more', async () => {
      const {vkctl, kubectl, snapshot, file} = world()
      const before = await snapshot()
      await install(world(), ['--set-values', file('values.yaml', 'networkPolicy: {create: true}\npodDisruptionBudget: {create: true}\n')])
      await kubectl(`delete secret sh.helm.release.v1.${linuxRelease}.v1 -n virtual-kubelet`)
      expect(removals(await vkctl('remove-connector --yes'))).toMatchObject([
        {
          left: [],
          removed: expect.arrayContaining([
            `networkpolicy virtual-kubelet/${linuxRelease}`,
            `poddisruptionbudget virtual-kubelet/${linuxRelease}`,
            'namespace virtual-kubelet',
          ]),
        },
      ])
      expect(await snapshot()).toEqual(before)
    }, 120_000)

    it('end with nothing left, although only a role assignment is there', async () => {
      const {vkctl, kubectl, snapshot} = world()
      const before = await snapshot()
      await install(world())
      await kubectl('delete namespace virtual-kubelet --wait')
      await kubectl(`delete node ${linuxNode}`)
      await kubectl('delete clusterrole,clusterrolebinding -l app.kubernetes.io/name=aci-connector')
      await kubectl('delete role,rolebinding -n kube-node-lease -l app.kubernetes.io/name=aci-connector')
      await vkctl('remove-connector --connector-name other --yes', {exits: 3})
      const dry = await vkctl('remove-connector --dry-run')
      expect(JSON.parse(dry.stdout)).toMatchObject([{step: 'delete-role-assignment'}])
      expect((await vkctl('remove-connector', {exits: 1})).stderr).toMatch(/This will delete: role assignment \S+\. Are you sure/)
      const run = await vkctl('remove-connector --yes')
      expect(removals(run)).toMatchObject([
        {
          connectorName: 'virtual-kubelet',
          osType: null,
          release: null,
          nodeName: null,
          left: [],
          removed: [expect.stringMatching(/^role assignment /)],
        },
      ])
      expect(await snapshot()).toEqual(before)
    }, 120_000)
  })
