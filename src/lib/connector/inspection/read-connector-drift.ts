import {createHash} from 'node:crypto'
import type {Difference, ObjectDrift} from '../../checks/facts/drift.ts'
import {fieldManager} from '../../kubernetes/api.ts'
import {ofKind, type DeploymentObject, type KubeObject, type ObjectRef, type SecretObject} from '../../kubernetes/objects.ts'
import {readObjects} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {managersOf} from '../drift/managers.ts'
import {readDrift} from '../drift/read-drift.ts'
import {releasedObjects} from '../drift/rendered.ts'
import type {Installed} from '../inventory/installed.ts'
import {credentialsDigest, credentialsSecret, digestAnnotation, readCredentials} from '../model/credentials-secret.ts'
import {recordName, recordObject} from '../model/record/record.ts'
import type {ClusterSession} from '../session/cluster-session.ts'

type Which = Pick<Installed, 'release' | 'namespace' | 'record' | 'facts'>

/**
 * How the objects of a connector differ from what Helm was given for its release, and its Secrets from what vkctl writes. Empty without a release. Rejects if an
 * object cannot be compared: it takes the permission to update the object, although nothing is changed.
 */
export async function readConnectorDrift(
  {kubectl, helm}: Pick<ClusterSession, 'kubectl' | 'helm'>,
  connector: Which,
): Promise<readonly ObjectDrift[]> {
  const {release, namespace} = connector
  const {helm: found} = connector.facts
  if (!found.known) throw found.error
  if (found.value === undefined) return []
  const objects = await releasedObjects(helm, {release, namespace})
  const own = connector.record === undefined ? [] : await readSecrets({kubectl}, connector)
  const secret = own.find(({metadata}) => metadata.name === release)
  const {compared, unread} = await readDrift(kubectl, [...objects, ...ownObjects(connector, secret)])
  if (unread.length > 0) throw unreadError(`compare the objects of ${release} with those of its release`, unread)
  const tampered = secret === undefined ? [] : tamperedData(secret, ofKind(objects, 'Deployment'))
  return [...compared.map(({drift}) => drift), ...tampered]
}

async function readSecrets({kubectl}: Pick<ClusterSession, 'kubectl'>, {release, namespace}: Which): Promise<readonly SecretObject[]> {
  const refs: readonly ObjectRef[] = [release, recordName(release)].map(name => ({apiVersion: 'v1', kind: 'Secret', name, namespace}))
  const {objects, unread} = await readObjects(kubectl, refs)
  if (unread.length > 0) throw unreadError(`read the Secrets of ${release}`, unread)
  return ofKind(objects, 'Secret')
}

/** The Secrets as vkctl writes them, with the credentials that are there. */
function ownObjects({release, namespace, record}: Which, secret: SecretObject | undefined): readonly KubeObject[] {
  const credentials = readCredentials(secret)
  return [
    ...(credentials === undefined ? [] : [credentialsSecret(release, namespace, credentials)]),
    ...(record === undefined ? [] : [recordObject(record)]),
  ]
}

/** Whether the credentials are those with which the pod was started: the Deployment that was rendered names a digest of them. */
function tamperedData(secret: SecretObject, deployments: readonly DeploymentObject[]): readonly ObjectDrift[] {
  const annotations = deployments.map(({spec}) => spec?.template?.metadata?.annotations?.[digestAnnotation])
  const expected = annotations.find(digest => digest !== undefined)
  const credentials = readCredentials(secret)
  const found = credentials === undefined ? digestOfData(secret) : credentialsDigest(credentials)
  if (expected === undefined || expected === found) return []
  const {name, namespace, managedFields = []} = secret.metadata
  const difference: Difference = {
    path: 'data',
    expected: shown(expected),
    found: shown(found),
    // What vkctl wrote has the expected digest.
    by: managersOf(managedFields, [{field: 'data'}]).filter(({manager}) => manager !== fieldManager),
  }
  return [
    {kind: 'Secret', name, ...(namespace !== undefined && {namespace}), missing: false, mustBeRecreated: false, differences: [difference]},
  ]
}

function digestOfData({data = {}}: SecretObject): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('hex')
}

function shown(digest: string): string {
  return `sha256:${digest.slice(0, 8)}`
}
