import type {Context, Request} from '../context.ts'
import {sameJson, timestamp, type KubeObject} from '../object.ts'
import type {FieldType} from '../schema/field-type.ts'
import {compare} from './compare.ts'
import {difference, emptySet, isEmpty, toFieldsV1, union} from './field-set.ts'
import {stripUnowned} from './fields-of-value.ts'
import {isSame, managersOf, withManager, writeManagers, type Identity} from './managers.ts'

export function rootType({resource}: Request): FieldType {
  return {type: 'struct', model: resource.model, atomic: false}
}

export function hasStatus({resource}: Request): boolean {
  return resource.subresources.some(({name}) => name === 'status')
}

/** Notes in `metadata.managedFields` who wrote what, for writes other than apply. */
export function trackUpdate(context: Context, request: Request, current: KubeObject | undefined, next: KubeObject): void {
  const {subresource, manager} = request
  const given = next.metadata.managedFields
  // A client that sends managedFields means them: an empty list forgets all.
  const reset = given !== undefined && (given.length === 0 || (given.length === 1 && given[0]?.manager === undefined))
  let managers = managersOf(given === undefined ? current : reset ? undefined : next)
  const {added, modified, removed} = compare(context.schemas, current ?? {}, next, rootType(request))
  for (const set of [added, modified, removed]) stripUnowned(set, subresource?.name, hasStatus(request))
  const written = union(added, modified)
  const identity: Identity = {
    manager, operation: 'Update', apiVersion: next.apiVersion, ...(subresource === undefined ? {} : {subresource: subresource.name}),
  }
  if (!isEmpty(written) || !isEmpty(removed)) {
    managers = managers.map(other =>
      isSame(other.entry, identity) ? other : {...other, set: difference(difference(other.set, removed), modified)},
    )
    const own = managers.find(({entry}) => isSame(entry, identity))?.set ?? emptySet()
    const set = union(difference(own, removed), written)
    if (!sameJson(toFieldsV1(own), toFieldsV1(set))) managers = withManager(managers, identity, set, timestamp())
  }
  const result = reset ? [] : writeManagers(managers)
  if (result.length > 0) next.metadata.managedFields = result
  else delete next.metadata.managedFields
}
