import {readFileSync} from 'node:fs'
import {describe, expect, it} from '@jest/globals'
import {recordSchema} from '../../../../../src/lib/connector/model/record/record-schema.ts'
import {
  oldRecordName,
  readRecord,
  recordName,
  recordObject,
  type ConnectorRecord,
} from '../../../../../src/lib/connector/model/record/record.ts'
import {record} from '../../install/wanted.ts'

const scope = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/g'
const full: ConnectorRecord = {
  ...record(),
  given: {aciResourceGroup: 'g', imageTag: '1.6.4', chartUrl: 'oci://x/y', values: {a: {b: [1, null, 'ü"']}}},
  roleAssignmentId: `${scope}/providers/Microsoft.Authorization/roleAssignments/a`,
  earlierPlaces: [{subscriptionId: record().subscriptionId, aciResourceGroup: 'before', identity: record().identity}],
  applied: {digest: 'd', revision: 3, chart: 'c-1', image: 'i:1'},
}

/** A Secret where the record of `record()` is kept. */
const secretOf = (text: string | undefined, metadata: object = {}) => ({
  ...recordObject(record()),
  metadata: {...recordObject(record()).metadata, ...metadata},
  data: text === undefined ? {} : {'record.json': Buffer.from(text).toString('base64')},
})

describe('a record', () => {
  it('survives the cluster', () => {
    expect(readRecord(recordObject(full)).record).toEqual(full)
    expect(readRecord(recordObject(record())).record).toEqual(record())
  })

  it('is a Secret beside the release, under labels that find it', () => {
    expect(recordObject(full)).toMatchObject({
      kind: 'Secret',
      metadata: {
        name: recordName(full.release),
        namespace: full.namespace,
        labels: {
          'app.kubernetes.io/managed-by': 'vkctl',
          'app.kubernetes.io/component': 'record',
          'app.kubernetes.io/instance': full.release,
        },
      },
    })
  })

  it.each([['app.kubernetes.io/instance'], ['app.kubernetes.io/managed-by']])(
    'without the label %s is none: an install takes the Secret for that of somebody else',
    label => {
      const {labels = {}} = recordObject(record()).metadata
      const {[label]: _, ...rest} = labels
      expect(readRecord(secretOf(JSON.stringify(record()), {labels: rest}))).toEqual({
        record: undefined,
        fault: {kind: 'broken', reason: 'its labels are not those that vkctl sets'},
      })
    },
  )

  it('has the schema that is published', () => {
    const published: unknown = JSON.parse(readFileSync(new URL('../../../../../schemas/record.schema.json', import.meta.url), 'utf8'))
    expect(recordSchema).toEqual(published)
  })

  it('of vkctl 0.1 is read from its ConfigMap, without the claim that it had', () => {
    const {earlierPlaces: _, ...old} = {...full, schemaVersion: 1, claim: {by: 'install', holder: 'h/1', until: '9999-01-01T00:00:00Z'}}
    const object = {
      kind: 'ConfigMap',
      metadata: {name: oldRecordName(full.release), namespace: full.namespace},
      data: {'receipt.json': JSON.stringify(old)},
    }
    expect(readRecord(object).record).toEqual({...full, earlierPlaces: []})
  })
})

describe('what lies where a record should be', () => {
  const changed = (change: object): string => JSON.stringify({...record(), ...change})

  it.each<readonly [string, string | undefined, RegExp]>([
    ['is empty', undefined, /empty/],
    ['is no JSON', '{not json', /not JSON/],
    ['is no object', 'null', /must be object/],
    ['has nothing but a version', '{"schemaVersion":2}', /required/],
    ['names the release of somebody else', changed({release: 'payments'}), /not belong to its connector/],
    ['names no node', changed({nodeName: undefined}), /required/],
    ['names another namespace', changed({namespace: 'prod'}), /belongs to prod/],
    ['names a path as resource group', changed({aciResourceGroup: '../../x'}), /aciResourceGroup must match/],
    ['names a role assignment by a path', changed({roleAssignmentId: '/subscriptions/../x'}), /roleAssignmentId must match/],
    ['names a place that is none', changed({earlierPlaces: [{aciResourceGroup: 'g'}]}), /earlierPlaces/],
  ])('that %s is broken', (_, text, reason) => {
    expect(readRecord(secretOf(text))).toMatchObject({record: undefined, fault: {kind: 'broken', reason: expect.stringMatching(reason)}})
  })

  it('under another name, or in another namespace, is broken', () => {
    const text = JSON.stringify(record())
    expect(readRecord(secretOf(text, {name: 'x-record'})).fault).toMatchObject({kind: 'broken'})
    expect(readRecord(secretOf(text, {namespace: 'dev'})).fault).toMatchObject({kind: 'broken'})
  })

  it('of a newer vkctl is told as such', () => {
    expect(readRecord(secretOf('{"schemaVersion":99,"vkctlVersion":"9.0.0"}')).fault).toEqual({kind: 'newer', vkctlVersion: '9.0.0'})
  })
})
