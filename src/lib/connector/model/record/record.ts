import type {KubeObject, SecretObject} from '../../../kubernetes/objects.ts'
import {connectorLabels, isOwnObject, managedBy, managedByLabel} from '../labels.ts'
import {releaseName, type ConnectorId} from '../names.ts'
import {faultsOf, schemaVersion} from './record-schema.ts'

/**
 * The options of the last install that worked. Later installs keep them until another value is passed. Defaults are not recorded, so that a later vkctl can
 * have better ones.
 */
export interface Given {
  readonly aciResourceGroup?: string
  /** As it may be shown: without user, password and query. */
  readonly chartUrl?: string
  /** `sha256:` and the SHA-256 of the chart's archive, if the user pinned it. */
  readonly chartDigest?: string
  readonly imageTag?: string
  /** ARM id of the user-assigned identity that the connector runs as. */
  readonly identityId?: string
  /** ARM id of the subnet that container groups are put on. */
  readonly subnetId?: string
  /** Content of the file that `--set-values` named. */
  readonly values?: Readonly<Record<string, unknown>>
}

/** What the container groups of a connector depend on, besides its location. */
export interface Place {
  readonly subscriptionId: string
  readonly aciResourceGroup: string
  /** ARM id. */
  readonly subnetId?: string
  readonly identity: {readonly kind: 'kubelet' | 'userAssigned' | 'servicePrincipal'; readonly clientId: string; readonly objectId: string}
  /** ARM id of the role assignment that `--assign-role` created; removal deletes it. */
  readonly roleAssignmentId?: string
  /** The same for the subnet. */
  readonly networkRoleAssignmentId?: string
}

/**
 * What vkctl records about a connector that it installed: enough to find, compare and remove it. It says where to look, but proves nothing: everybody who may
 * write Secrets in the namespace can change it. It never contains a secret.
 */
export interface ConnectorRecord extends ConnectorId, Place {
  readonly schemaVersion: typeof schemaVersion
  readonly release: string
  readonly nodeName: string
  readonly namespace: string
  /** ARM id of the cluster. */
  readonly clusterId: string
  readonly given: Given
  /** Earlier places of the connector, as long as something of it is left there. */
  readonly earlierPlaces: readonly Place[]
  readonly vkctlVersion: string
  /** Written when Helm has finished; absent after an interrupted install. */
  readonly applied?: Applied
}

export interface Applied {
  /** Digest of the chart and all values. With the same digest, Helm would get the same input. */
  readonly digest: string
  /** Helm's revision. */
  readonly revision: number
  readonly chart: string
  /** Null if the chart is not vkctl's, because then the chart decides. */
  readonly image: string | null
}

/** Why an object with the name of a record cannot be used as one. */
export type RecordFault =
  /** A newer vkctl wrote it, so its fields may have another meaning. */
  | {readonly kind: 'newer'; readonly vkctlVersion: string}
  /** `reason` is for people. */
  | {readonly kind: 'broken'; readonly reason: string}

export type RecordFound =
  {readonly record: ConnectorRecord; readonly fault: undefined} | {readonly record: undefined; readonly fault: RecordFault}

const dataKey = 'record.json'
/** Key in the ConfigMaps of vkctl 0.1. */
const oldDataKey = 'receipt.json'

export function recordName(release: string): string {
  return `${release}-record`
}

/** Name of the ConfigMap in which vkctl 0.1 kept the record; the next install moves it into a Secret. */
export function oldRecordName(release: string): string {
  return `${release}-receipt`
}

export function recordObject(record: ConnectorRecord): SecretObject & {readonly type: string} {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {name: recordName(record.release), namespace: record.namespace, labels: connectorLabels(record.release, 'record')},
    type: 'vkctl/record.v1',
    data: {[dataKey]: Buffer.from(JSON.stringify(record)).toString('base64')},
  }
}

/** Whether an object carries the labels of a record, whatever is in it. */
export function isRecordObject({kind, metadata: {labels = {}}}: KubeObject): boolean {
  const component = kind === 'Secret' ? 'record' : 'receipt'
  return (
    (kind === 'Secret' || kind === 'ConfigMap') &&
    labels[managedByLabel] === managedBy &&
    labels['app.kubernetes.io/component'] === component
  )
}

/**
 * Reads the record in a Secret, or in a ConfigMap of vkctl 0.1. Its name, namespace and release must be those of its connector; node-name.ts decides on its node.
 */
export function readRecord(object: KubeObject & {readonly data?: Readonly<Record<string, string>>}): RecordFound {
  const {kind, data = {}} = object
  const text = kind === 'Secret' ? decoded(data[dataKey]) : data[oldDataKey]
  if (text === undefined) return broken('it is empty')
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return broken('it is not JSON')
  }
  const version = field(parsed, 'schemaVersion')
  if (typeof version === 'number' && version > schemaVersion) {
    return {record: undefined, fault: {kind: 'newer', vkctlVersion: String(field(parsed, 'vkctlVersion'))}}
  }
  const current = version === 1 ? migrated(parsed as object) : parsed
  const [fault] = faultsOf(current)
  if (fault !== undefined) return broken(fault)
  const record = current as ConnectorRecord
  const misplaced = whyMisplaced(object, record)
  return misplaced === undefined ? {record, fault: undefined} : broken(misplaced)
}

/** Why an object cannot hold this record; undefined if it can. */
function whyMisplaced(object: KubeObject, record: ConnectorRecord): string | undefined {
  const {kind, metadata} = object
  const {release, namespace} = record
  const name = kind === 'Secret' ? recordName(release) : oldRecordName(release)
  if (release !== releaseName(record)) return 'its release does not belong to its connector'
  if (kind === 'Secret' && !isOwnObject(object, release)) return 'its labels are not those that vkctl sets'
  if (metadata.name !== name || metadata.namespace !== namespace) return `it belongs to ${namespace}/${name}`
  return undefined
}

/** The release to which a record with this name belongs; undefined if it is not the name of a record. */
export function releaseOfRecord({kind, metadata: {name}}: KubeObject): string | undefined {
  const suffix = kind === 'Secret' ? recordName('') : oldRecordName('')
  return name.endsWith(suffix) ? name.slice(0, -suffix.length) : undefined
}

/** The record of a release among objects of its namespace: the Secret, or else the ConfigMap of vkctl 0.1; undefined if there is none. */
export function recordObjectOf(objects: readonly KubeObject[], release: string, namespace: string): KubeObject | undefined {
  const find = (kind: string, name: string): KubeObject | undefined =>
    objects.find(object => object.kind === kind && object.metadata.name === name && object.metadata.namespace === namespace)
  return find('Secret', recordName(release)) ?? find('ConfigMap', oldRecordName(release))
}

function decoded(text: string | undefined): string | undefined {
  return text === undefined ? undefined : Buffer.from(text, 'base64').toString('utf8')
}

/** A record of vkctl 0.1 in the current version. It had only one place. Its claim is dropped, because a Lease has replaced it. */
function migrated(old: object): unknown {
  const {claim: _, ...rest} = old as Record<string, unknown>
  const subnetId = field(rest['given'], 'subnetId')
  return {...rest, schemaVersion, earlierPlaces: [], ...(subnetId !== undefined && {subnetId})}
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}

function broken(reason: string): RecordFound {
  return {record: undefined, fault: {kind: 'broken', reason}}
}
