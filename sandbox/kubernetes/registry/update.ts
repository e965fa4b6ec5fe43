import {admitUpdate} from '../admission/admit.ts'
import {trackUpdate} from '../apply/track-update.ts'
import type {Context, Request} from '../context.ts'
import {setDefaults} from '../defaults/defaults.ts'
import {sameJson, type KubeObject} from '../object.ts'
import {prepareForUpdate} from '../resources/strategy.ts'
import {badRequest, changedSinceRead, conflict, invalid, notFound} from '../status-error.ts'
import {validateUpdate} from '../validation/validate.ts'
import {subjectOf} from './subject.ts'

export type Track = (current: KubeObject, next: KubeObject) => void

/** Replaces the object of the request with the result of `change`, unless the request is a dry run. */
export function update(
  context: Context,
  request: Request,
  change: (current: KubeObject) => KubeObject,
  track: Track = (current, next) => trackUpdate(context, request, current, next),
): KubeObject {
  const {resource, namespace, name = ''} = request
  const current = context.store.get(resource.storage, namespace, name)
  if (current === undefined) throw notFound(subjectOf(request))
  const next = structuredClone(change(current))
  const {metadata} = next
  checkIdentity(request, current, next)
  metadata.namespace = current.metadata.namespace ?? ''
  if (metadata.namespace === '') delete metadata.namespace
  keepServerFields(current, next)
  setDefaults(next)
  prepareForUpdate(request, next, current)
  admitUpdate(context, request, next, current)
  track(current, next)
  validateUpdate(context, request, next, current)
  if (isGone(next)) {
    if (!request.query.dryRun) context.store.delete(resource.storage, namespace, name)
    return next
  }
  if (sameJson(next, current)) return current
  return request.query.dryRun ? next : context.store.put(resource.storage, next)
}

/** Kinds whose objects can be replaced only with a resourceVersion. */
const conditional: ReadonlySet<string> = new Set(['Lease', 'PodDisruptionBudget'])

function checkIdentity(request: Request, current: KubeObject, next: KubeObject): void {
  const {metadata} = next
  const {name, namespace = '', uid} = current.metadata
  metadata.name ||= name
  if (metadata.name !== name) throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`)
  if ((metadata.namespace || namespace) !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request')
  }
  if ((metadata.uid || uid) !== uid) {
    throw conflict(subjectOf(request), `Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${uid}`)
  }
  checkVersion(request, current, next)
}

function checkVersion(request: Request, current: KubeObject, {metadata: {name, resourceVersion = ''}}: KubeObject): void {
  const {group, name: resource, kind} = request.resource
  if (resourceVersion === '' || resourceVersion === '0') {
    if (!conditional.has(kind)) return
    const message = 'Invalid value: 0: must be specified for an update'
    throw invalid(resource, group, name, [{reason: 'FieldValueInvalid', message, field: 'metadata.resourceVersion'}])
  }
  if (resourceVersion !== current.metadata.resourceVersion) throw conflict(subjectOf(request), changedSinceRead)
}

/** Only the server writes these. */
function keepServerFields(current: KubeObject, next: KubeObject): void {
  const kept = [
    'uid',
    'resourceVersion',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'generation',
    'generateName',
  ] as const
  for (const field of kept) {
    if (current.metadata[field] === undefined) delete next.metadata[field]
    else Object.assign(next.metadata, {[field]: current.metadata[field]})
  }
}

/** It is being deleted, and no finalizer or grace period is left. */
export function isGone({kind, metadata, spec}: KubeObject): boolean {
  if (metadata.deletionTimestamp === undefined || (metadata.finalizers ?? []).length > 0) return false
  if ((metadata.deletionGracePeriodSeconds ?? 0) > 0) return false
  if (kind !== 'Namespace') return true
  const held = (spec as {finalizers?: string[]} | undefined)?.finalizers ?? []
  return held.length === 0
}
