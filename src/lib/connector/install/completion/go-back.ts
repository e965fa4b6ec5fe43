import {isAvailable} from '../../../checks/facts/workload-state.ts'
import type {Release} from '../../../helm/releases.ts'
import {ofKind, type SecretObject} from '../../../kubernetes/objects.ts'
import {earlierPlaces, isSamePlace, placeOf} from '../../model/record/place.ts'
import type {Applied, ConnectorRecord} from '../../model/record/record.ts'
import {canonicalJson} from '../../model/canonical-json.ts'
import {readRelease} from '../existing.ts'
import {applyObjects} from '../steps/apply-objects.ts'
import {leavePlace} from '../steps/leave-place.ts'
import {rollBack} from '../steps/roll-back.ts'
import {writeRecord} from '../steps/write-record.ts'
import type {Progress} from '../progress.ts'
import type {TakeContext} from '../take-steps.ts'
import {credentialsObject} from '../wanted.ts'

/** The time for the old pod to start again. */
export const backMs = 120_000

/** A connector that worked before this install. */
export interface WorkedBefore {
  readonly release: Release
  readonly record: ConnectorRecord & {readonly applied: Applied}
  readonly secret: SecretObject
}

/** What a connector goes back to if its upgrade fails; undefined if it did not work before, or if this install does not upgrade it. */
export function workedBefore({plan, wanted: {existing}}: Pick<Progress, 'plan' | 'wanted'>): WorkedBefore | undefined {
  const {release, record, secret, chartObjects} = existing
  if (!plan.steps.some(step => step.do === 'upgrade') || release?.status !== 'deployed' || secret === undefined) return undefined
  if (record?.applied === undefined) return undefined
  const works = ofKind(chartObjects, 'Deployment').some(isAvailable)
  return works ? {release, record: {...record, applied: record.applied}, secret} : undefined
}

/**
 * Brings back the Secret, the release and the record of a connector whose upgrade failed. Does not wait for its pod. Returns the release as Helm left it.
 * Rejects if a step fails.
 */
export async function goBack(context: TakeContext, {wanted}: Progress, before: WorkedBefore): Promise<Release> {
  const {journal, lock, session} = context
  const {name: release, namespace, revision} = before.release
  lock?.assertHeld()
  if (canonicalJson(before.secret.data) !== canonicalJson(credentialsObject(wanted).data)) {
    const apply = {do: 'apply', objects: [{...credentialsObject(wanted), data: before.secret.data}]} as const
    await journal.take(apply, () => applyObjects.take(apply, context))
  }
  const now = await readRelease(session, {release, namespace})
  const step = {do: 'roll-back', release, namespace, revision} as const
  // Helm may have refused the values before it made a revision.
  const isBack = now?.revision === revision && now.status === 'deployed'
  lock?.settled(release, isBack)
  const back = isBack ? now : await journal.take(step, () => rollBack.take(step, context))
  lock?.settled(release)
  const write = {
    do: 'record',
    record: recordOf(wanted.record, before),
    applied: {...before.record.applied, revision: back.revision},
  } as const
  await journal.take(write, () => writeRecord.take(write, context))
  return back
}

/** The record from before the install, and what the install created in another place or for the same one. */
function recordOf(tried: ConnectorRecord, {record}: WorkedBefore): ConnectorRecord {
  return {
    ...record,
    ...(isSamePlace(tried, record) && placeOf(tried)),
    earlierPlaces: earlierPlaces(tried, record),
  }
}

/** Deletes what a failed move left in the new place. Rejects with UserError if something is left. */
export async function leaveNewPlace(context: TakeContext, {wanted: {record: tried}}: Progress, {record}: WorkedBefore): Promise<void> {
  if (isSamePlace(tried, record)) return
  const {release, namespace, nodeName} = record
  const step = {do: 'leave-place', release, namespace, nodeName, from: placeOf(tried), to: placeOf(record), pods: []} as const
  await context.journal.take(step, () => leavePlace.take(step, context))
}
