import {fieldsOf, numberOf, type KubeObject} from '../object.ts'
import type {Cause} from '../status-error.ts'
import {invalidValue} from './cause.ts'

export function validateLease(lease: KubeObject): Cause[] {
  const seconds = numberOf(lease.spec, 'leaseDurationSeconds')
  return seconds !== undefined && seconds <= 0 ? [invalidValue('spec.leaseDurationSeconds', seconds, 'must be greater than 0')] : []
}

const percentText =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"

export function validatePdb(budget: KubeObject): Cause[] {
  const spec = fieldsOf(budget, 'spec')
  const causes: Cause[] = []
  if (spec.minAvailable !== undefined && spec.maxUnavailable !== undefined) {
    causes.push(invalidValue('spec', spec, 'minAvailable and maxUnavailable cannot be both set'))
  }
  for (const field of ['minAvailable', 'maxUnavailable']) {
    const value = spec[field]
    if (typeof value === 'string' && !/^\d+%$/.test(value)) causes.push(invalidValue(`spec.${field}`, value, percentText))
    if (typeof value === 'number' && value < 0) causes.push(invalidValue(`spec.${field}`, value, 'must be greater than or equal to 0'))
  }
  return causes
}
