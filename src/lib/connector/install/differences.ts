import {isAsRendered, type ObjectDrift} from '../../checks/facts/drift.ts'
import {ofKind} from '../../kubernetes/objects.ts'
import type {Compared} from '../drift/read-drift.ts'
import {canonicalJson} from '../model/canonical-json.ts'
import {credentialsObject, installDigest, type Wanted} from './wanted.ts'

/** Whether everything is as wanted: the user's values, Helm's release and the objects in the cluster. */
export function isUnchanged(one: Wanted): boolean {
  const {record: before} = one.existing
  if (before?.applied === undefined || !isReleased(one)) return false
  // The options are compared by the values that result from them, and a step of its own records them.
  const {applied: _, given: __, ...rest} = before
  const {given: ___, ...wanted} = one.record
  const isSameRecord = sameJson(rest, {...wanted, vkctlVersion: before.vkctlVersion})
  return isSameRecord && isSecretAsWanted(one) && driftOf(one).length === 0 && one.uncompared.length === 0
}

/** Whether the last revision of the release is the one for which Helm got the same chart and the same values. */
export function isReleased(one: Wanted): boolean {
  const {record: before, release} = one.existing
  const {digest, revision} = before?.applied ?? {}
  return release?.status === 'deployed' && release.revision === revision && digest === installDigest(one)
}

/** The objects that are not as they should be. */
export function driftOf({compared}: Pick<Wanted, 'compared'>): readonly Compared[] {
  return compared.filter(({drift}) => !isAsRendered(drift))
}

/** Names of Helm and vkctl in `metadata.managedFields`. */
const ours: ReadonlySet<string> = new Set(['helm', 'tiller', 'vkctl'])

/** What others did to the objects, as far as it is known. If Helm upgrades the release, the other differences may be what the upgrade is for. */
export function foreignDrift(one: Wanted): readonly ObjectDrift[] {
  const drifts = driftOf(one).map(({drift}) => drift)
  if (isReleased(one)) return drifts
  const isForeign = ({by: [last]}: ObjectDrift['differences'][number]): boolean =>
    last !== undefined && !ours.has(last.manager.toLowerCase())
  return drifts.flatMap(drift => {
    const differences = drift.differences.filter(isForeign)
    return differences.length === 0 ? [] : [{...drift, differences}]
  })
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
export function whyRestart({record: {nodeName}, existing: {record: before, node, chartObjects}, compared}: Wanted): string | undefined {
  if (before?.applied === undefined) return undefined
  if (node === undefined) return `its node ${nodeName} does not exist, and a connector registers it only when it starts`
  // Another chart can name another account, which nobody deleted.
  const accounts = new Set(ofKind(chartObjects, 'Deployment').map(({spec}) => spec?.template?.spec?.serviceAccountName))
  const lostAccount = compared.some(({drift: {kind, name, missing}}) => kind === 'ServiceAccount' && missing && accounts.has(name))
  return lostAccount ? 'its ServiceAccount was deleted, so its token is no longer valid' : undefined
}

function sameJson(left: unknown, right: unknown): boolean {
  return canonicalJson(left) === canonicalJson(right)
}
