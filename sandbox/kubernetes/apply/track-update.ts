import type {Context, Request} from '../context.ts'
import {sameJson, timestamp, type KubeObject} from '../object.ts'
import type {FieldType} from '../schema/field-type.ts'
import {compare, type Comparison} from './compare.ts'
import {difference, emptySet, isEmpty, toFieldsV1, union, type FieldSet} from './field-set.ts'
import {stripUnowned} from './fields-of-value.ts'
import {isSame, managersOf, withManager, writeManagers, type Identity, type Manager} from './managers.ts'

export function rootType({resource}: Request): FieldType {
  return {type: 'struct', model: resource.model, atomic: false}
}

export function hasStatus({resource}: Request): boolean {
  return resource.subresources.some(({name}) => name === 'status')
}

/** Records in `metadata.managedFields` who wrote which fields, for writes other than apply. */
export function trackUpdate(context: Context, request: Request, current: KubeObject | undefined, next: KubeObject): void {
  const {subresource, manager} = request
  const identity: Identity = {
    manager,
    operation: 'Update',
    apiVersion: next.apiVersion,
    ...(subresource === undefined ? {} : {subresource: subresource.name}),
  }
  const reset = forgetsAll(next)
  const known = managersOf(next.metadata.managedFields === undefined ? current : reset ? undefined : next)
  const comparison = compare(context.schemas, current ?? {}, next, rootType(request))
  for (const set of Object.values(comparison)) stripUnowned(set as FieldSet, subresource?.name, hasStatus(request))
  const result = reset ? [] : writeManagers(credit(known, identity, comparison))
  if (result.length > 0) next.metadata.managedFields = result
  else delete next.metadata.managedFields
}

/** If a client sends managedFields, they replace the existing ones. An empty list, or one with an empty entry, clears them. */
function forgetsAll({metadata: {managedFields: given}}: KubeObject): boolean {
  return given !== undefined && (given.length === 0 || (given.length === 1 && given[0]?.manager === undefined))
}

/** Assigns the written fields to the writer, and removes them from the other managers. */
function credit(managers: readonly Manager[], identity: Identity, {added, modified, removed}: Comparison): readonly Manager[] {
  const written = union(added, modified)
  if (isEmpty(written) && isEmpty(removed)) return managers
  const others = managers.map(other =>
    isSame(other.entry, identity) ? other : {...other, set: difference(difference(other.set, removed), modified)},
  )
  const own = others.find(({entry}) => isSame(entry, identity))?.set ?? emptySet()
  const set = union(difference(own, removed), written)
  return sameJson(toFieldsV1(own), toFieldsV1(set)) ? others : withManager(others, identity, set, timestamp())
}
