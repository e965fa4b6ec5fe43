import {UserError} from '../../errors.ts'

/** A field that every answer of its kind has. Rejects an answer without it, naming the field and the thing asked about. */
export function required<T>(value: T | null | undefined, field: string, thing: string): T {
  if (value === undefined || value === null || value === '')
    throw new UserError(`Azure's answer about ${thing} has no ${field}.`, {
      hints: ['This is not what Azure documents. Something between here and Azure may have answered.'],
    })
  return value
}
