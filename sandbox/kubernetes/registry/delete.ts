import type {Context, Request} from '../context.ts'
import {fieldsOf, numberOf, textOf, timestamp, type Fields, type KubeObject} from '../object.ts'
import {conflict, notFound} from '../status-error.ts'
import {subjectOf} from './subject.ts'
import {isGone} from './update.ts'

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number
  readonly propagationPolicy?: string
  readonly orphanDependents?: boolean
  readonly preconditions?: {readonly uid?: string; readonly resourceVersion?: string}
  readonly dryRun?: readonly string[]
}

/** What is left of a deletion: nothing, or the object that waits for a finalizer or its grace period. */
export interface Deletion {
  readonly object: KubeObject
  readonly gone: boolean
}

/** Deletes an object, or only sets its deletionTimestamp if a finalizer or a grace period delays the deletion. */
export function remove(context: Context, request: Request, options: DeleteOptions): Deletion {
  const {resource, namespace, name = ''} = request
  const current = context.store.get(resource.storage, namespace, name)
  if (current === undefined) throw notFound(subjectOf(request))
  checkPreconditions(request, current, options)
  const next = structuredClone(current)
  mark(next, options)
  const dryRun = request.query.dryRun || (options.dryRun ?? []).includes('All')
  if (isGone(next)) {
    if (!dryRun) context.store.delete(resource.storage, namespace, name)
    return {object: next, gone: true}
  }
  return {object: dryRun ? next : context.store.put(resource.storage, next), gone: false}
}

function checkPreconditions(request: Request, {metadata}: KubeObject, {preconditions = {}}: DeleteOptions): void {
  const {uid, resourceVersion} = preconditions
  if (uid !== undefined && uid !== metadata.uid) {
    throw conflict(subjectOf(request), `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`)
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    throw conflict(
      subjectOf(request),
      `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${metadata.resourceVersion}`,
    )
  }
}

function mark(object: KubeObject, options: DeleteOptions): void {
  const {metadata} = object
  const finalizers = new Set(metadata.finalizers)
  if (options.propagationPolicy !== undefined || options.orphanDependents !== undefined) {
    finalizers.delete('foregroundDeletion')
    finalizers.delete('orphan')
  }
  if (options.propagationPolicy === 'Foreground') finalizers.add('foregroundDeletion')
  if (options.propagationPolicy === 'Orphan' || options.orphanDependents === true) finalizers.add('orphan')
  if (finalizers.size === 0) delete metadata.finalizers
  else metadata.finalizers = [...finalizers]
  const seconds = graceOf(object, options.gracePeriodSeconds)
  if (metadata.deletionTimestamp === undefined || seconds < (metadata.deletionGracePeriodSeconds ?? 0)) {
    metadata.deletionTimestamp = timestamp(new Date(Date.now() + seconds * 1000))
    if (object.kind !== 'Namespace') metadata.deletionGracePeriodSeconds = seconds
    if (metadata.generation !== undefined && metadata.generation > 0) metadata.generation += 1
  }
  if (object.kind === 'Namespace') object.status = {...(object.status as Fields | undefined), phase: 'Terminating'}
}

/** Only pods have a grace period, and only while something may run. */
function graceOf(object: KubeObject, asked: number | undefined): number {
  if (object.kind !== 'Pod') return 0
  const phase = textOf(object.status, 'phase')
  if (textOf(object.spec, 'nodeName') === '' || phase === 'Succeeded' || phase === 'Failed') return 0
  return asked ?? numberOf(object.spec, 'terminationGracePeriodSeconds') ?? 30
}

/** The answer to a completed deletion. */
export function deletedStatus({resource: {group, name: kind}}: Request, {metadata}: KubeObject): Fields {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {name: metadata.name, ...(group === '' ? {} : {group}), kind, uid: metadata.uid},
  }
}

/** The options of a query: `?gracePeriodSeconds=0&propagationPolicy=Foreground`. */
export function deleteOptionsOf(parameters: URLSearchParams, body: Fields): DeleteOptions {
  const grace = parameters.get('gracePeriodSeconds')
  const policy = parameters.get('propagationPolicy')
  return {
    ...(grace === null ? {} : {gracePeriodSeconds: Number(grace)}),
    ...(policy === null ? {} : {propagationPolicy: policy}),
    ...(body as DeleteOptions),
    preconditions: fieldsOf(body, 'preconditions'),
  }
}
