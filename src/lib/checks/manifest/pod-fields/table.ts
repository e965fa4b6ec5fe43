import {fieldsOf} from '../kubernetes/api-types.ts'
import {containerFates} from './container.ts'
import type {FieldFate, Fates} from './fate.ts'
import {podFates} from './pod.ts'
import {volumeFates} from './volume.ts'

const fates: Fates = {...podFates, ...containerFates, ...volumeFates}

/** The fate of a field of the pod spec: its own, else that of the nearest field above it. */
export function fateOf(path: string): FieldFate | undefined {
  if (Object.hasOwn(fates, path)) return fates[path]
  const dot = path.lastIndexOf('.')
  return dot === -1 ? undefined : fateOf(path.slice(0, dot))
}

export interface FieldRow extends FieldFate {
  readonly path: string
}

/** The fields of a pod spec in the order of the schema, as deep as they have fates of their own. */
export function fieldRows(): readonly FieldRow[] {
  return rowsBelow('V1PodSpec', '')
}

function rowsBelow(type: string, above: string): readonly FieldRow[] {
  return Object.entries(fieldsOf(type) ?? {}).flatMap(([name, field]) => {
    const path = above === '' ? name : `${above}.${name}`
    const fate = Object.hasOwn(fates, path) ? fates[path] : undefined
    return fate === undefined ? [] : [{path, ...fate}, ...rowsBelow(field.replaceAll(/^(\[\]|\{\})+|!$/g, ''), path)]
  })
}

/** The paths of all fields that have a fate. */
export const pathsWithFate: readonly string[] = Object.keys(fates)
