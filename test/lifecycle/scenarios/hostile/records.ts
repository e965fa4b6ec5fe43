import {expect, it} from '@jest/globals'
import {removals} from '../../world/connector-result.ts'
import {casesOn, describeOn, type Scenarios} from '../../scenario.ts'
import {useWorld} from '../../world/use-world.ts'
import {prepared, type World} from '../../world/world.ts'

const namespace = 'virtual-kubelet'
const release = 'virtual-kubelet-linux-eastus'
const recordName = `${release}-record`

interface SecretLike {
  readonly metadata: Readonly<Record<string, unknown>>
  readonly data: Readonly<Record<string, string>>
}

/** A record of vkctl, as it lies in its Secret. */
async function record({get}: World): Promise<{readonly secret: SecretLike; readonly content: Readonly<Record<string, unknown>>}> {
  const secret = (await get(`/api/v1/namespaces/${namespace}/secrets/${recordName}`)) as SecretLike
  return {secret, content: JSON.parse(Buffer.from(secret.data['record.json'] ?? '', 'base64').toString()) as Record<string, unknown>}
}

const asData = (content: unknown): Readonly<Record<string, string>> => ({
  'record.json': Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)).toString('base64'),
})

/** What a tenant may have: a namespace with a release, a Secret and a ConfigMap of their own. */
async function tenant({kubectl}: World): Promise<void> {
  await kubectl('create namespace prod')
  await kubectl('create secret generic payments -n prod --from-literal=a=b')
  await kubectl('create configmap kept -n prod --from-literal=a=b')
}

/** Each field of a record with a value that belongs to somebody else, and what a record should never be. */
function forgeries(content: Readonly<Record<string, unknown>>, machine: string): readonly (readonly [string, unknown])[] {
  const id = String(content['clusterId'])
  const foreignGroup = `${id.slice(0, id.indexOf('/resourceGroups/'))}/resourceGroups/aci-westus2`
  return [
    ['nodeName', {...content, nodeName: machine}],
    ['a newer version', {schemaVersion: 99, vkctlVersion: '9.0.0'}],
    ['roleAssignmentId', {...content, roleAssignmentId: foreignGroup}],
    ['no JSON', '{not json'],
    ['no nodeName', Object.fromEntries(Object.entries(content).filter(([key]) => key !== 'nodeName'))],
    ['release', {...content, release: 'payments'}],
    ['namespace', {...content, namespace: 'prod'}],
    ['release and namespace', {...content, release: 'payments', namespace: 'prod'}],
    ['location', {...content, location: 'westus2'}],
    ['aciResourceGroup', {...content, aciResourceGroup: '../../x'}],
    ['subscriptionId', {...content, subscriptionId: '..'}],
    ['networkRoleAssignmentId', {...content, networkRoleAssignmentId: id}],
    ['identity', {...content, identity: {kind: 'kubelet', clientId: '', objectId: '../..'}}],
    ['clusterId', {...content, clusterId: `${id}2`}],
    ['earlierPlaces', {...content, earlierPlaces: [{aciResourceGroup: 'aci-westus2'}]}],
    ['only a version', {schemaVersion: 2}],
    ['nothing', ''],
  ]
}

/** Records that somebody else wrote: they point to what is not the connector's. */
export const hostileRecords: Scenarios = ground => {
  describeOn(ground, 'Records that are broken or lost', () => {
    const world = useWorld({...ground, world: {registered: prepared.registered}})

    it.each([
      ['broken', `patch secret ${recordName} -n ${namespace} --type=merge -p ${JSON.stringify({data: asData('{not json')})}`],
      ['deleted', `delete secret ${recordName} -n ${namespace}`],
    ])(
      '%s: the role that vkctl assigned goes all the same',
      async (_, change) => {
        const {vkctl, kubectl, snapshot} = world()
        const before = await snapshot()
        await vkctl('install-connector --assign-role')
        await kubectl(change)
        const [removed] = removals(await vkctl('remove-connector --yes'))
        expect(removed?.removed.join()).toContain('role assignment')
        expect(await snapshot()).toEqual(before)
      },
      60_000,
    )
  })

  describeOn(ground, 'Records of somebody else', () => {
    const world = useWorld({...ground, world: prepared})

    it('never steer a removal to what is not the connector’s, and are told by validate', async () => {
      const on = world()
      const {vkctl, kubectl, snapshot, node} = on
      await tenant(on)
      const before = await snapshot()
      await vkctl('install-connector')
      const {content} = await record(on)
      const wrong: string[] = []
      // The tests of the record try every field, and these try it through every command.
      for (const [what, forged] of casesOn(ground, 2, forgeries(content, node.name))) {
        const patch = JSON.stringify({data: asData(forged)})
        await kubectl(`patch secret ${recordName} -n ${namespace} --type=merge -p ${patch}`)
        await vkctl('list')
        const validated = await vkctl('validate', {exits: what === 'clusterId' ? 0 : 4})
        if (what !== 'clusterId' && !validated.stdout.includes('"record-valid"')) wrong.push(`${what}: not told`)
        const installed = await vkctl('install-connector --timeout 60s', {exits: 1})
        if (!/record/i.test(installed.stderr)) wrong.push(`${what}: ${installed.stderr}`)
        const removed = await vkctl('remove-connector --yes --timeout 30s', {exits: what === 'a newer version' ? 1 : 0})
        if (what === 'a newer version') {
          await kubectl(`delete secret ${recordName} -n ${namespace}`)
          await vkctl('install-connector')
          await vkctl('remove-connector --yes')
        } else if (removals(removed).some(({left}) => left.length > 0)) wrong.push(`${what}: left ${removed.stdout}`)
        expect(await snapshot()).toEqual(before)
        await vkctl('install-connector')
      }
      expect(wrong).toEqual([])
      await vkctl('remove-connector --yes')
      expect(await snapshot()).toEqual(before)
    }, 600_000)

    it('in a namespace of theirs change nothing but themselves', async () => {
      const on = world()
      const {vkctl, kubectl, snapshot, create} = on
      await kubectl('create namespace other')
      await vkctl('install-connector')
      const {secret, content} = await record(on)
      await vkctl('remove-connector --yes')
      const before = await snapshot()
      await vkctl('install-connector')
      const planted = {
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'vkctl/record.v1',
        metadata: {name: recordName, namespace: 'other', labels: secret.metadata['labels']},
        data: asData({...content, namespace: 'other'}),
      }
      await create('/api/v1/namespaces/other/secrets', planted)
      await vkctl('validate', {exits: 4})
      await vkctl(`remove-connector --namespace other --yes --timeout 30s`)
      // The connector of the administrator is as it was.
      await vkctl('validate')
      await vkctl('remove-connector --yes')
      expect(await snapshot()).toEqual(before)
    }, 120_000)
  })
}
