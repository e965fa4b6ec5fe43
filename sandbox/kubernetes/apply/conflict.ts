import type {ManagedFields} from '../object.ts'
import {StatusError} from '../status-error.ts'
import {pathsOf, type FieldSet} from './field-set.ts'

export interface Conflict {
  readonly entry: Omit<ManagedFields, 'fieldsV1' | 'fieldsType'>
  readonly set: FieldSet
}

/** The error for an apply that would change fields of other managers. */
export function applyConflict(conflicts: readonly Conflict[]): StatusError {
  const owned = conflicts.map(({entry, set}) => ({owner: ownerText(entry), paths: pathsOf(set)}))
  const causes = owned.flatMap(({owner, paths}) =>
    paths.map(path => ({reason: 'FieldManagerConflict', message: `conflict with ${owner}`, field: path})),
  )
  const texts = owned
    .toSorted((left, right) => (left.owner < right.owner ? -1 : 1))
    .map(({owner, paths}) =>
      paths.length === 1 ? `conflict with ${owner}: ${paths[0]}` : `conflicts with ${owner}:\n- ${paths.join('\n- ')}`,
    )
  const many = causes.length === 1 ? 'conflict' : 'conflicts'
  return new StatusError(409, 'Conflict', `Apply failed with ${causes.length} ${many}: ${texts.join('\n')}`, {causes})
}

function ownerText({manager, subresource, operation, apiVersion}: Conflict['entry']): string {
  const via = subresource === undefined ? '' : ` with subresource ${JSON.stringify(subresource)}`
  return `${JSON.stringify(manager)}${via}${operation === 'Update' ? ` using ${apiVersion}` : ''}`
}
