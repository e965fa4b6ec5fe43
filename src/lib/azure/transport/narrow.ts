import {UserError} from '../../errors.ts'

/** A required field of an answer. Throws UserError, with the name of the field and the subject of the request, if it is missing or empty. */
export function required<T>(value: T | null | undefined, field: string, thing: string): T {
  if (value === undefined || value === null || value === '')
    throw new UserError(`Azure's answer about ${thing} has no ${field}.`, {
      hints: ['A proxy between this machine and Azure may have sent this answer.'],
    })
  return value
}
