import {isFailure, type Finding} from '../lib/checks/engine/finding.ts'
import {exitCodes, type ExitCode} from '../lib/errors.ts'
import type {Validation} from '../lib/connector/validation/validate.ts'

/** The lowest severity that fails a run. */
export const failOnLevels = ['problem', 'warning'] as const
export type FailOn = (typeof failOnLevels)[number]

/** A check that could not run always fails the run. */
export function fails(finding: Pick<Finding, 'verdict'>, failOn: FailOn): boolean {
  return isFailure(finding) || (failOn === 'warning' && finding.verdict === 'warning')
}

/** 4 if a check found something that fails the run; otherwise 10 if a check could not run. */
export function findingsExitCode(findings: readonly Pick<Finding, 'verdict'>[], failOn: FailOn): ExitCode {
  if (findings.some(finding => finding.verdict !== 'unknown' && fails(finding, failOn))) return exitCodes.checksFailed
  return findings.some(({verdict}) => verdict === 'unknown') ? exitCodes.notChecked : exitCodes.done
}

/** The validation with `ok` by this level. */
export function concluded(validation: Validation, failOn: FailOn): Validation {
  return {...validation, ok: !validation.findings.some(finding => fails(finding, failOn))}
}
