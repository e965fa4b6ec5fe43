import {isFields} from '../object.ts'
import type {Cause} from '../status-error.ts'
import {invalidValue} from './cause.ts'

const namePart = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/
const prefixPart = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/

const nameText =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
const valueText =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
const prefixText =
  "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"

/** The key of a label, annotation or taint: `name` or `prefix/name`. */
export function validateKey(field: string, key: string): Cause[] {
  const [first = '', second, ...more] = key.split('/')
  if (more.length > 0) {
    return [
      invalidValue(
        field,
        key,
        "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
      ),
    ]
  }
  const causes: Cause[] = []
  const name = second ?? first
  if (second !== undefined) {
    if (first === '') causes.push(invalidValue(field, key, 'prefix part must be non-empty'))
    else if (!prefixPart.test(first)) causes.push(invalidValue(field, key, prefixText))
  }
  if (name === '') causes.push(invalidValue(field, key, 'name part must be non-empty'))
  else if (name.length > 63) causes.push(invalidValue(field, key, 'name part must be no more than 63 bytes'))
  if (!namePart.test(name)) causes.push(invalidValue(field, key, nameText))
  return causes
}

export function validateLabelValue(field: string, value: string): Cause[] {
  const causes: Cause[] = []
  if (Buffer.byteLength(value) > 63) causes.push(invalidValue(field, value, 'must be no more than 63 bytes'))
  if (value !== '' && !namePart.test(value)) causes.push(invalidValue(field, value, valueText))
  return causes
}

export function validateLabels(field: string, labels: unknown): Cause[] {
  if (!isFields(labels)) return []
  return Object.entries(labels).flatMap(([key, value]) => [...validateKey(field, key), ...validateLabelValue(field, String(value))])
}

const mostAnnotations = 256 * 1024

export function validateAnnotations(field: string, annotations: unknown): Cause[] {
  if (!isFields(annotations)) return []
  const causes = Object.keys(annotations).flatMap(key =>
    validateKey(field, key.toLowerCase()).map(cause => ({
      ...cause,
      message: cause.message.replace(JSON.stringify(key.toLowerCase()), JSON.stringify(key)),
    })),
  )
  const size = Object.entries(annotations).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)), 0)
  if (size > mostAnnotations) causes.push({reason: 'FieldValueTooLong', message: 'Too long: may not be more than 262144 bytes', field})
  return causes
}
