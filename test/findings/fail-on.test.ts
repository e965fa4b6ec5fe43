import {describe, expect, it} from '@jest/globals'
import {findingsExitCode} from '../../src/findings/fail-on.ts'
import type {Verdict} from '../../src/lib/checks/engine/finding.ts'

const code = (verdicts: readonly Verdict[], failOn: 'problem' | 'warning' = 'problem') =>
  findingsExitCode(
    verdicts.map(verdict => ({verdict})),
    failOn,
  )

describe('the exit code of findings', () => {
  it('is 4 for a problem, 10 if a check could not run, and 4 if both are the case', () => {
    expect(code(['ok', 'skipped', 'warning'])).toBe(0)
    expect(code(['ok', 'unknown', 'warning'])).toBe(10)
    expect(code(['ok', 'problem'])).toBe(4)
    expect(code(['unknown', 'problem'])).toBe(4)
  })

  it('counts warnings if they fail the run', () => {
    expect(code(['ok', 'warning'], 'warning')).toBe(4)
    expect(code(['unknown', 'warning'], 'warning')).toBe(4)
    expect(code(['unknown'], 'warning')).toBe(10)
    expect(code([], 'warning')).toBe(0)
  })
})
