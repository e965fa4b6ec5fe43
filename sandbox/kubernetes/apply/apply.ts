import type {Context, Request} from '../context.ts'
import {isFields, sameJson, timestamp, type Fields, type KubeObject} from '../object.ts'
import {create} from '../registry/create.ts'
import {subjectOf} from '../registry/subject.ts'
import {update} from '../registry/update.ts'
import {badRequest, conflict, invalid} from '../status-error.ts'
import {compare} from './compare.ts'
import {applyConflict} from './conflict.ts'
import {difference, emptySet, intersection, isEmpty, union, type FieldSet} from './field-set.ts'
import {fieldsOfValue, stripUnowned} from './fields-of-value.ts'
import {isSame, managersOf, ownedByAnyone, withManager, writeManagers, type Identity, type Manager} from './managers.ts'
import {mergeApplied} from './merge.ts'
import {prune} from './prune.ts'
import {hasStatus, rootType} from './track-update.ts'

/** The object after a server-side apply, and whether it is new. */
export interface Applied {
  readonly object: KubeObject
  readonly created: boolean
}

/** Server-side apply of a decoded configuration. */
export function apply(context: Context, request: Request, config: KubeObject): Applied {
  const {resource, namespace, name = '', query} = request
  if (query.fieldManager === '') {
    throw invalid('PatchOptions', 'meta.k8s.io', '', [
      {reason: 'FieldValueRequired', message: 'Required value: is required for apply patch', field: 'fieldManager'},
    ])
  }
  if ((config.metadata.managedFields ?? []).length > 0) throw badRequest('metadata.managedFields must be nil')
  if (config.metadata.name === undefined || config.metadata.name === '') config.metadata.name = name
  const identity: Identity = {
    manager: query.fieldManager,
    operation: 'Apply',
    apiVersion: config.apiVersion,
    ...(request.subresource === undefined ? {} : {subresource: request.subresource.name}),
  }
  const set = stripUnowned(fieldsOfValue(context.schemas, config, rootType(request)), request.subresource?.name, hasStatus(request))
  const current = context.store.get(resource.storage, namespace, name)
  if (current === undefined) {
    const {uid} = config.metadata
    if (uid !== undefined)
      throw conflict(subjectOf(request), `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`)
    delete config.metadata.resourceVersion
    delete config.metadata.uid
    const object = create(context, request, config, made => {
      made.metadata.managedFields = writeManagers([{entry: {...identity, time: timestamp()}, set}])
    })
    return {object, created: true}
  }
  let managers: Manager[] = []
  const object = update(
    context,
    request,
    () => {
      const merged = merge(context, request, current, {config, identity, set})
      managers = merged.managers
      return merged.object
    },
    (before, next) => keepTimes(before, next, managers),
  )
  return {object, created: false}
}

function merge(
  context: Context,
  request: Request,
  current: KubeObject,
  {config, identity, set}: {readonly config: KubeObject; readonly identity: Identity; readonly set: FieldSet},
): {object: KubeObject; managers: Manager[]} {
  const {schemas} = context
  const type = rootType(request)
  let managers = managersOf(current)
  if (managers.length === 0) managers = [beforeFirstApply(context, request, current)]
  const last = managers.find(({entry}) => isSame(entry, identity))?.set ?? emptySet()
  managers = withManager(managers, identity, set, timestamp())
  const laid = mergeApplied(schemas, current, config, type) as KubeObject
  const object = (prune(schemas, laid, type, last, ownedByAnyone(managers)) ?? laid) as KubeObject
  const {added, modified, removed} = compare(schemas, current, object, type)
  const changed = union(added, modified)
  const conflicts = managers
    .filter(({entry}) => !isSame(entry, identity))
    .map(({entry, set: theirs}) => ({entry, set: intersection(theirs, changed)}))
    .filter(({set: shared}) => !isEmpty(shared))
  if (conflicts.length > 0 && request.query.force !== true) throw applyConflict(conflicts)
  managers = managers.map(manager =>
    isSame(manager.entry, identity) ? manager : {...manager, set: difference(difference(manager.set, removed), changed)},
  )
  const resourceVersion = config.metadata.resourceVersion ?? current.metadata.resourceVersion
  return {object: {...object, metadata: {...object.metadata, ...(resourceVersion === undefined ? {} : {resourceVersion})}}, managers}
}

/** Fields that an object had before its managers were recorded belong to no particular manager. */
function beforeFirstApply(context: Context, request: Request, current: KubeObject): Manager {
  const set = stripUnowned(fieldsOfValue(context.schemas, current, rootType(request), true), undefined, hasStatus(request))
  return {entry: {manager: 'before-first-apply', operation: 'Update', apiVersion: current.apiVersion, time: timestamp()}, set}
}

/** An apply that changes nothing leaves no trace. */
function keepTimes(before: KubeObject, next: KubeObject, managers: readonly Manager[]): void {
  const written = writeManagers(managers)
  const timeless = (entries: readonly {time?: string}[] | undefined): unknown[] =>
    (entries ?? []).map(({time: _time, ...rest}) => JSON.stringify(rest)).toSorted()
  const same = sameJson(timeless(written), timeless(before.metadata.managedFields)) && sameJson(bare(before), bare(next))
  const kept = same ? before.metadata.managedFields : written
  if (kept === undefined || kept.length === 0) delete next.metadata.managedFields
  else next.metadata.managedFields = kept
}

function bare(object: KubeObject): Fields {
  const metadata: Fields = {...(isFields(object.metadata) ? object.metadata : {})}
  delete metadata.managedFields
  return {...object, metadata}
}
