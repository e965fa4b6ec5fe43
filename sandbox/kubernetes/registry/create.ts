import {randomUUID} from 'node:crypto'
import {admitCreate} from '../admission/admit.ts'
import {trackUpdate} from '../apply/track-update.ts'
import type {Context, Request} from '../context.ts'
import {setDefaults} from '../defaults/defaults.ts'
import {timestamp, type KubeObject} from '../object.ts'
import {prepareForCreate} from '../resources/strategy.ts'
import {alreadyExists, badRequest, invalid} from '../status-error.ts'
import {validateName} from '../validation/names.ts'
import {validateCreate} from '../validation/validate.ts'
import {generatedName} from './generate-name.ts'
import {subjectOf} from './subject.ts'

/** Creates a new object from a decoded one and stores it, unless the request is a dry run. */
export function create(
  context: Context,
  request: Request,
  given: KubeObject,
  track: (object: KubeObject) => void = trackingOf(context, request),
): KubeObject {
  const {resource, namespace} = request
  const object = structuredClone(given)
  const {metadata} = object
  setNamespace(request, object)
  setName(context, request, object)
  if ((metadata.resourceVersion ?? '') !== '') throw badRequest('resourceVersion should not be set on objects to be created')
  for (const field of ['resourceVersion', 'generation', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const) delete metadata[field]
  metadata.uid = randomUUID()
  metadata.creationTimestamp = timestamp()
  setDefaults(object)
  track(object)
  admitCreate(context, request, object)
  prepareForCreate(resource, object)
  validateCreate(context, request, object)
  if (context.store.get(resource.storage, namespace, metadata.name) !== undefined) throw alreadyExists(subjectOf(request, metadata.name))
  return request.query.dryRun ? object : context.store.put(resource.storage, object)
}

function setNamespace({resource, namespace}: Request, {metadata}: KubeObject): void {
  if (!resource.namespaced) {
    delete metadata.namespace
    return
  }
  if (namespace === undefined) throw badRequest('an empty namespace may not be set during creation')
  if ((metadata.namespace || namespace) !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request')
  }
  metadata.namespace = namespace
}

function setName(context: Context, {resource, namespace}: Request, {metadata}: KubeObject): void {
  if ((metadata.name ?? '') !== '') return
  if ((metadata.generateName ?? '') === '') throw invalid(resource.kind, resource.group, '', validateName(resource.kind, ''))
  metadata.name = generatedName(metadata.generateName ?? '', name => context.store.get(resource.storage, namespace, name) !== undefined)
}

function trackingOf(context: Context, request: Request): (object: KubeObject) => void {
  return object => trackUpdate(context, request, undefined, object)
}
