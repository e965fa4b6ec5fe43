import {isFailure, type Finding} from '../lib/checks/engine/finding.ts'
import type {Validation} from '../lib/connector/validation/validate.ts'

/** From which verdict on a run is not well. */
export const failOnLevels = ['problem', 'warning'] as const
export type FailOn = (typeof failOnLevels)[number]

/** What could not be checked fails always. */
export function fails(finding: Pick<Finding, 'verdict'>, failOn: FailOn): boolean {
  return isFailure(finding) || (failOn === 'warning' && finding.verdict === 'warning')
}

/** A validation that says by this level whether all is well. */
export function concluded(validation: Validation, failOn: FailOn): Validation {
  return {...validation, ok: !validation.findings.some(finding => fails(finding, failOn))}
}
