import {isFields} from '../object.ts'
import type {FieldType} from '../schema/field-type.ts'
import {hasElements, hasMembers, memberType} from '../schema/members.ts'
import type {Schemas} from '../schema/schemas.ts'
import type {FieldSet} from './field-set.ts'
import {fieldElement, itemElement} from './path-element.ts'

function isBlank(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isFields(value) && Object.keys(value).length === 0
}

/** The fields that a value sets, which its applier owns. With `containers`, maps and lists themselves are included, not only their contents. */
export function fieldsOfValue(schemas: Schemas, value: unknown, type: FieldType, containers = false): FieldSet {
  const set: FieldSet = {member: containers, children: new Map()}
  if (isBlank(value)) set.member = true
  else if (hasElements(type) && Array.isArray(value)) {
    for (const item of value) {
      const child = fieldsOfValue(schemas, item, type.of, containers)
      child.member = true
      set.children.set(itemElement(item, type.merging.apply), child)
    }
  } else if (hasMembers(type) && isFields(value)) {
    for (const [name, item] of Object.entries(value)) {
      const field = memberType(schemas, type, name)
      if (field === undefined || item === undefined) continue
      const child = fieldsOfValue(schemas, item, field, containers)
      if (type.type === 'map') child.member = true
      set.children.set(fieldElement(name), child)
    }
  } else set.member = true
  return set
}

// Nobody owns the fields that identify an object, or that only the server writes.
const unowned = [
  'name',
  'namespace',
  'creationTimestamp',
  'selfLink',
  'uid',
  'generation',
  'managedFields',
  'resourceVersion',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
]

/** Removes the fields that nobody owns, and those that a write to this subresource does not change. */
export function stripUnowned(set: FieldSet, subresource: string | undefined, hasStatus: boolean): FieldSet {
  set.member = false
  set.children.delete('f:apiVersion')
  set.children.delete('f:kind')
  if (hasStatus && subresource !== 'status') set.children.delete('f:status')
  if (subresource === 'status') set.children.delete('f:spec')
  const metadata = set.children.get('f:metadata')
  if (metadata !== undefined) {
    metadata.member = false
    for (const name of unowned) metadata.children.delete(`f:${name}`)
    if (metadata.children.size === 0) set.children.delete('f:metadata')
  }
  return set
}
