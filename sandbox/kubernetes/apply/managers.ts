import {isFields, timestamp, type KubeObject, type ManagedFields} from '../object.ts'
import {emptySet, isEmpty, parseFieldsV1, toFieldsV1, union, type FieldSet} from './field-set.ts'

/** Who owns which fields of an object. */
export interface Manager {
  readonly entry: Omit<ManagedFields, 'fieldsV1' | 'fieldsType'>
  readonly set: FieldSet
}

export type Identity = Pick<ManagedFields, 'manager' | 'operation' | 'apiVersion'> & {readonly subresource?: string}

export function managersOf(object: KubeObject | undefined): Manager[] {
  return (object?.metadata.managedFields ?? [])
    .filter(entry => isFields(entry.fieldsV1))
    .map(({fieldsV1, fieldsType: _type, ...entry}) => ({entry, set: parseFieldsV1(fieldsV1)}))
}

export function isSame(left: Identity, right: Identity): boolean {
  return (
    left.manager === right.manager &&
    left.operation === right.operation &&
    left.apiVersion === right.apiVersion &&
    (left.subresource ?? '') === (right.subresource ?? '')
  )
}

/** The managers with one of them changed or added. */
export function withManager(managers: readonly Manager[], identity: Identity, set: FieldSet, time: string): Manager[] {
  const found = managers.some(({entry}) => isSame(entry, identity))
  const changed = {entry: {...identity, time}, set}
  return found ? managers.map(manager => (isSame(manager.entry, identity) ? changed : manager)) : [...managers, changed]
}

export function ownedByAnyone(managers: readonly Manager[]): FieldSet {
  return managers.reduce((all, {set}) => union(all, set), emptySet())
}

/** As `metadata.managedFields` shows them: appliers first, then by age. */
export function writeManagers(managers: readonly Manager[]): ManagedFields[] {
  return managers
    .filter(({set}) => !isEmpty(set))
    .map(({entry, set}) => {
      const {subresource, time = timestamp(), ...rest} = entry
      return {
        ...rest,
        time,
        fieldsType: 'FieldsV1' as const,
        fieldsV1: toFieldsV1(set),
        ...(subresource === undefined ? {} : {subresource}),
      }
    })
    .toSorted((left, right) => order(left) - order(right) || (left.time < right.time ? -1 : left.time > right.time ? 1 : 0))
}

function order({operation}: ManagedFields): number {
  return operation === 'Apply' ? 0 : 1
}
