import {isDeepStrictEqual} from 'node:util'
import {recordSchema} from '../../../src/lib/connector/model/record/record-schema.ts'
import type {Strangers} from './strangers.ts'

type Json = Readonly<Record<string, unknown>>

/** The Secret of a record, as it lies in the cluster. */
export interface RecordSecret {
  readonly apiVersion: string
  readonly kind: string
  readonly type: string
  readonly metadata: {readonly name: string; readonly namespace: string; readonly labels: Readonly<Record<string, string>>}
  readonly data: Readonly<Record<string, string>>
}

/** One forgery of a record. */
export interface RecordPoint {
  readonly name: string
  readonly forge: (secret: RecordSecret) => RecordSecret
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
}

type Path = readonly (string | number)[]

/** Every place in a record that its schema knows: fields, fields of fields, and those of the first earlier place. */
function pathsOf({properties = {}, items}: Schema, base: Path = []): readonly Path[] {
  const fields = Object.entries(properties).flatMap(([name, schema]) => [[...base, name], ...pathsOf(schema, [...base, name])])
  return items === undefined ? fields : [...fields, [...base, 0], ...pathsOf(items, [...base, 0])]
}

/** Every field of a record taken away, given another type, and given what belongs to somebody else; and the Secret around it. */
export function pointsOf(record: RecordSecret, strangers: Strangers): readonly RecordPoint[] {
  const fields = pathsOf(recordSchema as unknown as Schema).flatMap(path => {
    const values: readonly (readonly [string, unknown])[] = [
      ['removed', undefined],
      ['null', null],
      ['a number', 4711],
      ['an array', []],
      ...foreignValues(path, strangers).map(value => [JSON.stringify(value), value] as const),
    ]
    return values.map(([what, value]) => ({
      name: `${path.join('.')}: ${what}`,
      forge: withContent(content => replaced(content, path, value)),
    }))
  })
  const texts: readonly RecordPoint[] = ['', '{not json', 'null', '[]', '"text"', '{}', '{"schemaVersion":2}'].map(text => ({
    name: `the text ${JSON.stringify(text)}`,
    forge: secret => ({...secret, data: {'record.json': base64(text)}}),
  }))
  const together: RecordPoint = {
    name: 'all names of another connector',
    forge: withContent(content => ({
      ...content,
      connectorName: strangers.connectorName,
      location: 'westus2',
      release: strangers.release,
      nodeName: strangers.node,
      namespace: strangers.namespace,
      aciResourceGroup: strangers.resourceGroup,
    })),
  }
  // What is not in the record cannot be taken away.
  return [...fields, ...texts, together, ...pointsOfSecret(strangers)].filter(({forge}) => !isDeepStrictEqual(forge(record), record))
}

/** The Secret under another name or in another namespace is a copy; the true one is gone. */
function pointsOfSecret({release, namespace}: Strangers): readonly RecordPoint[] {
  const withMetadata =
    (change: Partial<RecordSecret['metadata']>): RecordPoint['forge'] =>
    secret => ({...secret, metadata: {...secret.metadata, ...change}})
  const labels =
    (change: (labels: Readonly<Record<string, string>>) => Record<string, string>): RecordPoint['forge'] =>
    secret => ({...secret, metadata: {...secret.metadata, labels: change(secret.metadata.labels)}})
  const names = ['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/component', 'app.kubernetes.io/managed-by']
  return [
    ...['payments-record', 'virtual-kubelet-windows-eastus-record', 'virtual-kubelet-linux-westus2-record', 'record'].map(name => ({
      name: `metadata.name: ${name}`,
      forge: withMetadata({name}),
    })),
    ...['prod', namespace, 'kube-system', 'default'].map(other => ({
      name: `metadata.namespace: ${other}`,
      forge: withMetadata({namespace: other}),
    })),
    {name: 'metadata.labels: removed', forge: labels(() => ({}))},
    ...names.flatMap(label => [
      {name: `metadata.labels ${label}: removed`, forge: labels(({[label]: _, ...rest}) => rest)},
      {name: `metadata.labels ${label}: another`, forge: labels(all => ({...all, [label]: release}))},
    ]),
    {name: 'data: none', forge: secret => ({...secret, data: {}})},
    {name: 'data: another key', forge: secret => ({...secret, data: {'receipt.json': secret.data['record.json'] ?? ''}})},
  ]
}

/** What belongs to others and fits a field, and what leads elsewhere when it becomes part of a path. */
function foreignValues(path: Path, strangers: Strangers): readonly unknown[] {
  const {machine, node, release, namespace, resourceGroup, clusterId, otherClusterId, subnetId, identityId, roleAssignmentIds, principal} =
    strangers
  const field = path.findLast(part => typeof part === 'string') ?? ''
  const values: Readonly<Record<string, readonly unknown[]>> = {
    schemaVersion: [1, 99, '2'],
    connectorName: [strangers.connectorName, '../x'],
    osType: ['Windows', 'linux'],
    location: ['westus2', '..'],
    release: [release, 'payments', '-rf'],
    nodeName: [machine, node, ''],
    namespace: [namespace, 'prod', 'kube-system', '../prod'],
    clusterId: [otherClusterId, resourceGroup],
    subscriptionId: ['11111111-2222-3333-4444-555555555555', '..'],
    aciResourceGroup: [resourceGroup, 'noSuchGroup', '../../x'],
    subnetId: [subnetId, `${subnetId}/../x`, clusterId],
    kind: ['servicePrincipal', 'userAssigned', 'owner'],
    clientId: [principal.clientId, '../..'],
    objectId: [principal.objectId, ''],
    roleAssignmentId: [...roleAssignmentIds.slice(0, 4), clusterId],
    networkRoleAssignmentId: [...roleAssignmentIds.slice(0, 4), clusterId],
    chartUrl: ['https://127.0.0.1:1/evil.tgz', '/tmp/evil.tgz', '--post-renderer=/bin/sh'],
    chartDigest: [`sha256:${'0'.repeat(64)}`, 'x'],
    imageTag: ['1.6.3', 'x --set a=b'],
    identityId: [identityId, clusterId],
    values: [{nodeName: machine}, {secretName: 'payments', aciResourceGroup: resourceGroup}],
    earlierPlaces: [[{aciResourceGroup: resourceGroup}]],
    vkctlVersion: ['99.0.0', '\u001B[2J\n::error::x'],
    digest: ['x'],
    revision: [1, 99],
    chart: ['payments-1.0.0'],
    image: ['docker.io/evil/evil:1'],
    marks: [{}, {'Secret/prod/payments': 'x'}],
  }
  return typeof path.at(-1) === 'number' ? [] : (values[field] ?? [])
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** The content of a record. */
export function contentOf({data}: RecordSecret): Json {
  return JSON.parse(Buffer.from(data['record.json'] ?? '', 'base64').toString()) as Json
}

function withContent(change: (content: Json) => unknown): RecordPoint['forge'] {
  return secret => ({...secret, data: {'record.json': base64(JSON.stringify(change(contentOf(secret))))}})
}

/** A copy with another value at a path; without it if the value is undefined. What the path goes through and is not there is made. */
function replaced(value: unknown, [first, ...rest]: Path, by: unknown): unknown {
  if (first === undefined) return by
  if (typeof first === 'number') {
    const items = Array.isArray(value) ? [...(value as unknown[])] : []
    const item = replaced(items[first], rest, by)
    return item === undefined ? items.toSpliced(first, 1) : items.with(first, item)
  }
  const {[first]: old, ...others} = (value ?? {}) as Json
  const item = replaced(old, rest, by)
  return item === undefined ? others : {...others, [first]: item}
}
