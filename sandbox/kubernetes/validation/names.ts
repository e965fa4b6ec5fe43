import type {Cause} from '../status-error.ts'
import {invalidValue, required} from './cause.ts'

const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/
const subdomain = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/

const labelText =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
const subdomainText =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"

export function validateLabelName(field: string, name: string): Cause[] {
  if (name.includes('.') && field === 'metadata.name') return [invalidValue(field, name, 'must not contain dots')]
  const causes: Cause[] = []
  if (!label.test(name)) causes.push(invalidValue(field, name, labelText))
  if (name.length > 63) causes.push(invalidValue(field, name, 'must be no more than 63 characters'))
  return causes
}

export function validateSubdomain(field: string, name: string): Cause[] {
  const causes: Cause[] = []
  if (!subdomain.test(name)) causes.push(invalidValue(field, name, subdomainText))
  if (name.length > 253) causes.push(invalidValue(field, name, 'must be no more than 253 characters'))
  return causes
}

/** Roles and bindings may have any name that is allowed in a path. */
export function validatePathSegment(field: string, name: string): Cause[] {
  if (name === '.' || name === '..') return [invalidValue(field, name, `may not be '${name}'`)]
  return ['/', '%'].filter(bad => name.includes(bad)).map(bad => invalidValue(field, name, `may not contain '${bad}'`))
}

const labelKinds: ReadonlySet<string> = new Set(['Namespace', 'Service'])

export function validateName(kind: string, name: string): Cause[] {
  const field = 'metadata.name'
  if (name === '') return [required(field, 'name or generateName is required')]
  if (labelKinds.has(kind)) return validateLabelName(field, name)
  if (/^(?:Cluster)?Role(?:Binding)?$/.test(kind)) return validatePathSegment(field, name)
  return validateSubdomain(field, name)
}
