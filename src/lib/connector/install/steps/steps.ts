import {applyObjects, type ApplyObjects} from './apply-objects.ts'
import {assignRole, type AssignRole} from './roles/assign-role.ts'
import {createNamespace, type CreateNamespace} from './create-namespace.ts'
import {deleteOldRecord, type DeleteOldRecord} from './delete-old-record.ts'
import type {LeavePlace} from '../move/leave-place.ts'
import {leavePlace} from './leave-place.ts'
import {mendRelease, type MendRelease} from './mend-release.ts'
import {mendNode, type MendNode} from './mend-node.ts'
import {openRecords, type OpenRecords} from './open-records.ts'
import {provePrincipal, type ProvePrincipal} from './roles/prove-principal.ts'
import {rememberOptions, type RememberOptions} from './remember-options.ts'
import {removeAdopted, type RemoveAdopted} from './remove-adopted.ts'
import {restoreObjects, type RestoreObjects} from './restore-objects.ts'
import {restartPod, type RestartPod} from './restart-pod.ts'
import {rollBack, type RollBack} from './roll-back.ts'
import {stopAdopted, type StopAdopted} from './stop-adopted.ts'
import {tryImage, type TryImage} from '../trial/try-image.ts'
import type {StepContext, StepKind} from '../../session/step.ts'
import {uncordonNode, type UncordonNode} from './uncordon-node.ts'
import {upgradeRelease, type UpgradeRelease} from './upgrade-release.ts'
import {writeRecord, type WriteRecord} from './write-record.ts'

/** A step of an install, as data. Secrets occur only inside Secret objects, and those are never printed. */
export type Step =
  | CreateNamespace
  | OpenRecords
  | AssignRole
  | ProvePrincipal
  | ApplyObjects
  | MendRelease
  | TryImage
  | UpgradeRelease
  | RollBack
  | RestoreObjects
  | RestartPod
  | MendNode
  | UncordonNode
  | WriteRecord
  | RememberOptions
  | DeleteOldRecord
  | LeavePlace
  | StopAdopted
  | RemoveAdopted

const kinds: {readonly [Kind in Step['do']]: StepKind<Extract<Step, {do: Kind}>, unknown>} = {
  'assign-role': assignRole,
  'prove-principal': provePrincipal,
  'create-namespace': createNamespace,
  'open-records': openRecords,
  apply: applyObjects,
  mend: mendRelease,
  'try-image': tryImage,
  upgrade: upgradeRelease,
  'roll-back': rollBack,
  restore: restoreObjects,
  restart: restartPod,
  'mend-node': mendNode,
  uncordon: uncordonNode,
  record: writeRecord,
  remember: rememberOptions,
  'delete-old-record': deleteOldRecord,
  'leave-place': leavePlace,
  'stop-adopted': stopAdopted,
  'remove-adopted': removeAdopted,
}

/** The text of a step on stderr and in `--dry-run`. */
export function describe(step: Step): string {
  return kindOf(step).describe(step)
}

export async function take(step: Step, context: StepContext): Promise<void> {
  await kindOf(step).take(step, context)
}

/** TypeScript cannot see that the kind fits the step. */
function kindOf(step: Step): StepKind<Step, unknown> {
  return kinds[step.do] as StepKind<Step, unknown>
}
