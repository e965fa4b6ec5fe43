import {cordonNode, type CordonNode} from './cordon-node.ts'
import {deleteNamespace, type DeleteNamespace} from './delete-namespace.ts'
import {deleteNode, type DeleteNode} from './delete-node.ts'
import {deleteObjects, type DeleteObjects} from './delete-objects.ts'
import {deletePods, type DeletePods} from './delete-pods.ts'
import {deleteRecords, type DeleteRecords} from './delete-records.ts'
import {deleteRoleAssignment, type DeleteRoleAssignment} from './delete-role-assignment.ts'
import {deleteSecret, type DeleteSecret} from './delete-secret.ts'
import {drainNode, type DrainNode} from './drain-node.ts'
import type {StepContext, StepKind} from '../../session/step.ts'
import {uninstallRelease, type UninstallRelease} from './uninstall-release.ts'
import {watchLease, type WatchLease} from './watch-lease.ts'
import {waitForContainerGroups, type WaitForContainerGroups} from './wait-for-container-groups.ts'
import {waitUntilStopped, type WaitUntilStopped} from './wait-until-stopped.ts'

/** The steps that remove one connector. */
export type ConnectorStep =
  | WatchLease
  | CordonNode
  | DeletePods
  | DrainNode
  | WaitForContainerGroups
  | UninstallRelease
  | DeleteObjects
  | WaitUntilStopped
  | DeleteNode
  | DeleteSecret

/** The steps that remove what connectors can share, and their records. */
export type LastStep = DeleteRoleAssignment | DeleteRecords | DeleteNamespace

/** A step of a removal, as data. */
export type Step = ConnectorStep | LastStep

const kinds: {readonly [Kind in Step['do']]: StepKind<Extract<Step, {do: Kind}>>} = {
  'watch-lease': watchLease,
  'cordon-node': cordonNode,
  'delete-pods': deletePods,
  'drain-node': drainNode,
  'wait-for-container-groups': waitForContainerGroups,
  'uninstall-release': uninstallRelease,
  'delete-objects': deleteObjects,
  'wait-until-stopped': waitUntilStopped,
  'delete-node': deleteNode,
  'delete-secret': deleteSecret,
  'delete-role-assignment': deleteRoleAssignment,
  'delete-records': deleteRecords,
  'delete-namespace': deleteNamespace,
}

/** The text of a step on stderr and in `--dry-run`. */
export function describe(step: Step): string {
  return kindOf(step).describe(step)
}

/** Takes a step. */
export async function take(step: Step, context: StepContext): Promise<void> {
  await kindOf(step).take(step, context)
}

/** TypeScript cannot infer that a step has the type of its kind. */
function kindOf(step: Step): StepKind<Step> {
  return kinds[step.do] as StepKind<Step>
}
