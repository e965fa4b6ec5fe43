import {applyObjects, type ApplyObjects} from './apply-objects.ts'
import {assignRole, type AssignRole} from './assign-role.ts'
import {claimConnectors, type ClaimConnectors} from './claim-connectors.ts'
import {mendRelease, type MendRelease} from './mend-release.ts'
import {restartPod, type RestartPod} from './restart-pod.ts'
import type {StepContext, StepKind} from './step.ts'
import {upgradeRelease, type UpgradeRelease} from './upgrade-release.ts'
import {writeReceipt, type WriteReceipt} from './write-receipt.ts'

/** What an install can do, as a value. Secrets stand in objects only as the Secret they go into, and are never printed. */
export type Step = AssignRole | ClaimConnectors | ApplyObjects | MendRelease | UpgradeRelease | RestartPod | WriteReceipt

const kinds: {readonly [Kind in Step['do']]: StepKind<Extract<Step, {do: Kind}>, unknown>} = {
  'assign-role': assignRole,
  claim: claimConnectors,
  apply: applyObjects,
  mend: mendRelease,
  upgrade: upgradeRelease,
  restart: restartPod,
  record: writeReceipt,
}

/** A step in words, as stderr and `--dry-run` show it. */
export function describe(step: Step): string {
  return kindOf(step).describe(step)
}

/** Takes a step. */
export async function take(step: Step, context: StepContext): Promise<void> {
  await kindOf(step).take(step, context)
}

/** TypeScript does not see that a step fits the kind that it names. */
function kindOf(step: Step): StepKind<Step, unknown> {
  return kinds[step.do] as StepKind<Step, unknown>
}
