import {canonicalJson} from '../model/canonical-json.ts'
import {marksOf} from '../model/object-marks.ts'
import {credentialsObject, installDigest, type Wanted} from './wanted.ts'

/** Whether nothing has changed since the last install: the user's values, Helm's release and the objects in the cluster. */
export function isUnchanged(one: Wanted): boolean {
  const {record: before, release, secret, chartObjects} = one.existing
  if (before?.applied === undefined || release === undefined) return false
  // The options are compared by the values that result from them, and a step of its own records them.
  const {applied, given: _, ...rest} = before
  const {given: __, ...wanted} = one.record
  return (
    applied.digest === installDigest(one) &&
    release.status === 'deployed' &&
    release.revision === applied.revision &&
    sameJson(rest, {...wanted, vkctlVersion: before.vkctlVersion}) &&
    sameJson(secret?.data, credentialsObject(one).data) &&
    sameJson(marksOf(chartObjects), applied.marks)
  )
}

/** Whether the Secret of the connector has the wanted content and the labels of vkctl. */
export function isSecretAsWanted(one: Wanted): boolean {
  const {data, metadata} = credentialsObject(one)
  const {secret} = one.existing
  const labels = Object.entries(metadata.labels ?? {})
  return sameJson(secret?.data, data) && labels.every(([name, value]) => secret?.metadata.labels?.[name] === value)
}

/** Whether this install has options that the record does not contain yet. */
export function isNewlyGiven({record: {given}, existing: {record: before}}: Wanted): boolean {
  return !sameJson(given, before?.given ?? {})
}

/** Why the pod of a connector has to be restarted; undefined if it does not have to. */
export function whyRestart({record: {nodeName}, existing: {record: before, node, chartObjects}}: Wanted): string | undefined {
  if (before?.applied === undefined) return undefined
  if (node === undefined) return `its node ${nodeName} does not exist, and a connector registers it only when it starts`
  const marks = marksOf(chartObjects)
  const lostAccount = Object.keys(before.applied.marks).some(key => key.startsWith('ServiceAccount/') && marks[key] === undefined)
  return lostAccount ? 'its ServiceAccount was deleted, so its token is no longer valid' : undefined
}

function sameJson(left: unknown, right: unknown): boolean {
  return canonicalJson(left) === canonicalJson(right)
}
