import {expect, it} from '@jest/globals'
import {removals} from '../../world/connector-result.ts'
import {casesOn, describeOn, type Scenarios} from '../../scenario.ts'
import type {Finding} from '../../../sweep/finding.ts'
import {pointsOf} from '../../../sweep/records/points.ts'
import {openRecordSite} from '../../../sweep/records/site.ts'
import {tryRecord} from '../../../sweep/records/try-record.ts'
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

/** One of each kind; `npm run sweep:records` tries them all. */
const sampled = [
  'nodeName: "aks-',
  'clusterId: "',
  'earlierPlaces.0.roleAssignmentId: "',
  'given.values: {"nodeName"',
  'the text "{not json"',
  'metadata.namespace: prod',
]

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

  describeOn(ground, 'Forged records', () => {
    it('never steer vkctl to what is not the connector’s, and are told', async () => {
      const site = await openRecordSite({api: ground.api, helm: ground.helm})
      try {
        const all = pointsOf(site.record, site.strangers)
        const wrong: Finding[] = []
        for (const start of casesOn(ground, 2, sampled)) {
          const point = all.find(({name}) => name.startsWith(start))
          if (point === undefined) throw new Error(`There is no forgery ${start}.`)
          const finding = await tryRecord(site, point)
          if (finding.problems.length > 0) wrong.push(finding)
        }
        expect(wrong).toEqual([])
      } finally {
        await site.world.close()
      }
    }, 300_000)
  })

  if (ground.sample) return

  describeOn(ground, 'Records of somebody else', () => {
    const world = useWorld({...ground, world: prepared})

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
