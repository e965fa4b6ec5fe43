import {isDeepStrictEqual} from 'node:util'
import type {FieldSet, ManagedFields} from '../../kubernetes/kinds/managed-fields.ts'
import type {ChangedBy} from '../../checks/facts/drift.ts'

/** One step of a path in an object: a field, or an item of a list. */
export type Step =
  {readonly field: string; readonly item?: undefined} | {readonly field?: undefined; readonly item: unknown; readonly index: number}

/** Who set the field at a path, the last one first. */
export function managersOf(managed: readonly ManagedFields[], path: readonly Step[]): readonly ChangedBy[] {
  const depths = managed.map(({fieldsV1 = {}}) => depthIn(fieldsV1, path))
  const deepest = Math.max(0, ...depths)
  if (deepest === 0) return []
  return managed
    .filter((_, index) => depths[index] === deepest)
    .toSorted((left, right) => (right.time ?? '').localeCompare(left.time ?? ''))
    .map(({manager = '', operation = '', subresource, time}) => ({
      manager,
      operation,
      ...(subresource !== undefined && {subresource}),
      ...(time !== undefined && {time}),
    }))
}

/**
 * How many steps of a path a set of fields names; 0 if it does not have the path. A field that is replaced as a whole, and one of whose parts nothing is owned any
 * more, look alike: both are empty. So who names more of the path owns it.
 */
function depthIn(fields: FieldSet, [step, ...rest]: readonly Step[]): number {
  if (step === undefined) return 0
  const depths = Object.entries(fields)
    .filter(([element]) => isStep(element, step))
    .map(([, below]) => {
      if (rest.length === 0 || Object.keys(below).length === 0) return 1
      const depth = depthIn(below, rest)
      return depth === 0 ? 0 : depth + 1
    })
  return Math.max(0, ...depths)
}

function isStep(element: string, step: Step): boolean {
  if (step.field !== undefined) return element === `f:${step.field}`
  const {item, index} = step
  const content = element.slice(2)
  if (element.startsWith('v:')) return isDeepStrictEqual(JSON.parse(content), item)
  if (element.startsWith('i:')) return content === String(index)
  if (!element.startsWith('k:') || typeof item !== 'object' || item === null) return false
  const keys = JSON.parse(content) as Readonly<Record<string, unknown>>
  return Object.entries(keys).every(([key, value]) => isDeepStrictEqual((item as Readonly<Record<string, unknown>>)[key], value))
}
