import {stepsOf, type InstallPlan} from '../plan.ts'
import {restoreInShort} from '../steps/restore-objects.ts'
import {describe} from '../steps/steps.ts'
import type {Change} from './change.ts'
import {changesOf, type ChangeFacts} from './step-changes.ts'

/** A step as `--dry-run` prints it. */
export interface PlannedStep {
  readonly step: string
  readonly description: string
  readonly changes: readonly Change[]
}

/** The steps of a plan, each with what it changes. */
export function plannedSteps(plan: InstallPlan, facts: ChangeFacts): readonly PlannedStep[] {
  return stepsOf(plan).map(step => {
    const isInstall =
      step.do === 'upgrade' && facts.wanted.some(one => one.record.release === step.release && one.existing.release === undefined)
    const description = step.do === 'restore' ? restoreInShort(step) : describe(step)
    return {step: isInstall ? 'install' : step.do, description, changes: changesOf(step, facts)}
  })
}
