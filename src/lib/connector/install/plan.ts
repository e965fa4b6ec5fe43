import type {ClusterSession} from '../session/cluster-session.ts'
import {isStuck} from '../../helm/stuck-release.ts'
import type {ServicePrincipal} from '../../azure/azure.ts'
import type {BuiltInRole, Permission} from '../../checks/facts/permissions.ts'
import {ofKind, type KubeObject} from '../../kubernetes/objects.ts'
import type {ConnectorId} from '../model/names.ts'
import {isOurNamespaceEdited, namespaceObject} from '../model/namespace-object.ts'
import {adoptionSteps} from './adopt/adoption-steps.ts'
import {nodeSteps} from './obstacles/node-steps.ts'
import {imageOf} from '../model/deployment-arguments.ts'
import {isAvailable} from '../../checks/facts/workload-state.ts'
import {placeOf} from '../model/record/place.ts'
import {isRecordObject, type ConnectorRecord} from '../model/record/record.ts'
import {roleDescription} from '../model/role-description.ts'
import type {CreateNamespace} from './steps/create-namespace.ts'
import type {MovingPods} from './move/moves.ts'
import {driftOf, foreignDrift, isNewlyGiven, isReleased, isSecretAsWanted, isUnchanged, whyRestart} from './differences.ts'
import {scaledDownOf, type ScaledDown} from './obstacles/scaled-down.ts'
import type {Step} from './steps/steps.ts'
import {fitsSchema} from './values/values.ts'
import {credentialsObject, type Wanted} from './wanted.ts'

/** One connector and the steps for it; no steps if it is already as wanted. */
export interface ConnectorPlan {
  readonly id: ConnectorId
  readonly record: ConnectorRecord
  /** Namespace of the connector's pod. */
  readonly podNamespace: string
  readonly steps: readonly Step[]
  /** Somebody stopped the connector, and the user did not agree to start it; it then has no steps. */
  readonly stopped?: ScaledDown
}

export interface InstallPlan {
  /** Taken before the connectors are locked, because their locks are in the namespace; undefined if the namespace exists or nothing else is to do. */
  readonly namespace: CreateNamespace | undefined
  /** Steps that the connectors share, taken first. */
  readonly shared: readonly Step[]
  readonly connectors: readonly ConnectorPlan[]
}

export interface InstallDecision {
  readonly namespace: {readonly name: string; readonly existing: KubeObject | undefined}
  /** Roles that vkctl may assign if a permission is missing. */
  readonly roles: readonly {readonly role: BuiltInRole; readonly permission: Permission}[]
  readonly wanted: readonly Wanted[]
  /** The service principal that the user passes, if its role is to be proved before a connector gets it. */
  readonly principal?: ServicePrincipal | undefined
  readonly moving: MovingPods
  /** Whether vkctl removes cordons and taints of others. */
  readonly removesObstacles: boolean
  /** Whether a new image is tested before the old pod ends. */
  readonly triesImages: boolean
}

/** Decides which steps to take. */
export function planInstall(decision: InstallDecision): InstallPlan {
  const {namespace, roles, wanted, principal, moving} = decision
  const connectors = wanted.map(one => planConnector(one, moving.get(one.record.release) ?? [], decision))
  // The other steps change only what the record says, or what is left elsewhere.
  const changing = wanted.filter((_, index) => connectors[index]?.steps.some(step => step.do === 'record') === true)
  const [first] = wanted
  const assign: readonly Step[] = roles.flatMap(({role, permission: {scope, principalId, missing}}) =>
    missing.length === 0 || first === undefined
      ? []
      : [{do: 'assign-role', scope, role, principalId, description: roleDescription(first.record)}],
  )
  if (changing.length === 0) return {namespace: undefined, shared: assign, connectors}
  // vkctl restores the labels of its own namespace, and does not change a namespace of somebody else.
  const ours = isOurNamespaceEdited(namespace.existing) ? [namespaceObject(namespace.name)] : []
  const objects = [...ours, ...changing.filter(one => !isSecretAsWanted(one)).map(credentialsObject)]
  return {
    namespace: namespace.existing === undefined ? {do: 'create-namespace', namespace: namespaceObject(namespace.name)} : undefined,
    shared: [
      {do: 'open-records', records: changing.map(one => ({record: unproven(one), version: one.existing.recordVersion}))},
      ...assign,
      ...proofs(changing, principal),
      ...(objects.length === 0 ? [] : [{do: 'apply', objects} as const]),
    ],
    connectors,
  }
}

/** All steps of a plan, in the order of the phases that take them. */
export function stepsOf({namespace, shared, connectors}: InstallPlan): readonly Step[] {
  return [...(namespace === undefined ? [] : [namespace]), ...shared, ...connectors.flatMap(({steps}) => steps)]
}

/** A step for each resource group in which a connector gets other credentials. */
function proofs(changing: readonly Wanted[], principal: ServicePrincipal | undefined): readonly Step[] {
  if (principal === undefined) return []
  const groups = changing.filter(one => !isSecretAsWanted(one)).map(({record}) => record.aciResourceGroup)
  return [...new Set(groups)].map(resourceGroup => ({do: 'prove-principal', principal, resourceGroup}))
}

/** The record until the connector works. It does not contain the new options yet, so that a later install does not repeat options that failed. */
function unproven({record, existing}: Wanted): ConnectorRecord {
  return {...record, given: existing.record?.given ?? {}}
}

function planConnector(one: Wanted, pods: readonly string[], {removesObstacles, triesImages}: InstallDecision): ConnectorPlan {
  const {record, podNamespace, existing} = one
  const {release, namespace, nodeName, given} = record
  const id = {connectorName: record.connectorName, osType: record.osType, location: record.location}
  const stopped = scaledDownOf(one)
  if (stopped !== undefined && !removesObstacles) return {id, record, podNamespace, steps: [], stopped}
  const why = whyRestart(one)
  const restart: readonly Step[] = why === undefined ? [] : [{do: 'restart', release, namespace: podNamespace, nodeName, why}]
  const node = nodeSteps(one, removesObstacles)
  const remember: readonly Step[] = isNewlyGiven(one) ? [{do: 'remember', release, namespace, given}] : []
  const write: Step = {do: 'record', record: unproven(one)}
  const deleteOld: readonly Step[] = existing.recordIsOld ? [{do: 'delete-old-record', release, namespace}] : []
  const to = placeOf(record)
  const leave: readonly Step[] = record.earlierPlaces.map(from => ({do: 'leave-place', release, namespace, nodeName, from, to, pods}))
  const {stop, removeOld} = adoptionSteps(one)
  const last = [...remember, ...deleteOld, ...leave, ...removeOld]
  if (isUnchanged(one)) {
    const isRewritten = restart.length > 0 || existing.recordIsOld
    return {id, record, podNamespace, steps: [...stop, ...restart, ...node, ...(isRewritten ? [write] : []), ...last]}
  }
  const {status, revision = 0} = existing.release ?? {}
  return {
    id,
    record,
    podNamespace,
    steps: [
      ...(triesImages ? imageTrial(one) : []),
      ...(status !== undefined && isStuck(status) ? [{do: 'mend', release, namespace, status, revision} as const] : []),
      ...stop,
      ...(isReleased(one) ? [] : [upgradeOf(one)]),
      ...restoreOf(one),
      // Otherwise a pod is new only when the pod itself differs.
      ...restart,
      ...node,
      write,
      ...last,
    ],
  }
}

function upgradeOf({record, chart, values, rendered}: Wanted): Step {
  const {release, namespace, given} = record
  const source = {chart: chart.path, chartSource: chart.source}
  return {do: 'upgrade', release, namespace, ...source, values, fitsSchema: fitsSchema(chart, given), rendered}
}

/** Writing the record is a step of its own. */
function restoreOf(one: Wanted): readonly Step[] {
  const drifts = one.existing.release === undefined ? [] : foreignDrift(one)
  const objects = driftOf(one).flatMap(({rendered}) => (isRecordObject(rendered) ? [] : [rendered]))
  return drifts.length === 0 ? [] : [{do: 'restore', release: one.record.release, objects, drifts}]
}

/** The test of a new image for a connector that works. Without a working connector nothing is lost by a bad image. */
function imageTrial(one: Wanted): readonly Step[] {
  const [live] = ofKind(one.existing.chartObjects, 'Deployment')
  const [rendered] = ofKind(one.rendered, 'Deployment')
  const image = imageOf(rendered)
  if (live === undefined || rendered === undefined || !isAvailable(live) || image === undefined || imageOf(live) === image) return []
  return [{do: 'try-image', release: one.record.release, image, rendered, live}]
}

/** The records of the connectors that a plan changes. */
export function changedBy({connectors}: InstallPlan): readonly ConnectorRecord[] {
  return connectors.filter(({steps}) => steps.length > 0).map(({record}) => record)
}

const usesKubectl: ReadonlySet<string> = new Set([
  'try-image',
  'restart',
  'restore',
  'mend-node',
  'uncordon',
  'assign-role',
  'stop-adopted',
  'remove-adopted',
])

/** With direct HTTPS, vkctl needs kubectl only for some steps. */
export function needsKubectl({kubectl}: ClusterSession, plan: InstallPlan): boolean {
  return kubectl.api.by === 'kubectl' || stepsOf(plan).some(step => usesKubectl.has(step.do))
}
