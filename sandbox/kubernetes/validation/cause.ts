import type {Cause} from '../status-error.ts'

function shown(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value)
}

export function required(field: string, why = ''): Cause {
  return {reason: 'FieldValueRequired', message: why === '' ? 'Required value' : `Required value: ${why}`, field}
}

export function invalidValue(field: string, value: unknown, why: string): Cause {
  return {reason: 'FieldValueInvalid', message: `Invalid value: ${shown(value)}: ${why}`, field}
}

export function notSupported(field: string, value: unknown, supported: readonly string[]): Cause {
  return {
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${shown(value)}: supported values: ${supported.map(item => JSON.stringify(item)).join(', ')}`,
    field,
  }
}

export function duplicate(field: string, value: unknown): Cause {
  return {reason: 'FieldValueDuplicate', message: `Duplicate value: ${shown(value)}`, field}
}

export function missing(field: string, value: unknown): Cause {
  return {reason: 'FieldValueNotFound', message: `Not found: ${shown(value)}`, field}
}

export function forbiddenField(field: string, why: string): Cause {
  return {reason: 'FieldValueForbidden', message: `Forbidden: ${why}`, field}
}

/** A cause unless the value, when it is there, is one of the supported ones. */
export function oneOf(field: string, value: unknown, supported: readonly string[]): Cause[] {
  return value === undefined || supported.includes(value as string) ? [] : [notSupported(field, value, supported)]
}
