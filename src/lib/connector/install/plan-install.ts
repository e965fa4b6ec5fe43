import {createHash} from 'node:crypto'
import type {BuiltInRole, Permission} from '../../checks/facts/permissions.ts'
import type {ConnectorChart} from '../../helm/chart.ts'
import type {KubeObject, SecretObject} from '../../kubernetes/objects.ts'
import {canonicalJson} from '../model/canonical-json.ts'
import {credentialsSecret, type Credentials} from '../model/credentials-secret.ts'
import type {Existing} from './install-facts.ts'
import {isOurNamespaceEdited, namespaceObject} from '../model/namespace-object.ts'
import {marksOf} from '../model/object-marks.ts'
import type {ConnectorPlan, InstallPlan, Step} from './plan.ts'
import type {Claim, Receipt} from '../model/receipt.ts'

/** One connector as it shall be, with all that is needed to decide what is to be done. */
export interface Wanted {
  /** Without `applied`, which is written when Helm is done. */
  readonly receipt: Receipt
  readonly credentials: Credentials
  readonly chart: ConnectorChart
  readonly values: Readonly<Record<string, unknown>>
  readonly podNamespace: string
  readonly existing: Existing
}

export interface InstallDecision {
  readonly namespace: {readonly name: string; readonly existing: KubeObject | undefined}
  /** Roles that may be assigned where something is missing. */
  readonly roles: readonly {readonly role: BuiltInRole; readonly permission: Permission}[]
  readonly wanted: readonly Wanted[]
  readonly claim: Claim
}

/** Decides what to do. Pure. */
export function planInstall({namespace, roles, wanted, claim}: InstallDecision): InstallPlan {
  const connectors = wanted.map(planConnector)
  const changing = wanted.filter((_, index) => connectors[index]?.steps.length !== 0)
  const shared: Step[] = roles.flatMap(({role, permission: {scope, principalId, missing}}) =>
    missing.length === 0 ? [] : [{do: 'assign-role', scope, role, principalId}],
  )
  if (changing.length > 0) {
    shared.push({
      do: 'claim',
      receipts: changing.map(({receipt, existing}) => ({receipt: {...receipt, claim}, version: existing.receiptVersion})),
      namespace: namespace.existing === undefined ? namespaceObject(namespace.name) : undefined,
      secrets: changing.filter(isFresh).map(credentialsObject),
    })
    // A namespace of ours is kept as it should be, somebody else's is used as it is.
    const ours = isOurNamespaceEdited(namespace.existing) ? [namespaceObject(namespace.name)] : []
    const objects = [...ours, ...changing.filter(one => !isFresh(one)).map(credentialsObject)]
    if (objects.length > 0) shared.push({do: 'apply', objects})
  }
  return {shared, connectors}
}

function isFresh({existing}: Wanted): boolean {
  return existing.receiptVersion === undefined
}

function planConnector(one: Wanted): ConnectorPlan {
  const {receipt, podNamespace, existing} = one
  const {release, namespace} = receipt
  const id = {connectorName: receipt.connectorName, osType: receipt.osType, location: receipt.location}
  const why = whyRestart(one)
  const restart: readonly Step[] =
    why === undefined ? [] : [{do: 'restart', release, namespace: podNamespace, nodeName: receipt.nodeName, why}]
  if (isUnchanged(one))
    return {id, receipt, podNamespace, steps: restart.length === 0 ? [] : [...restart, {do: 'record', releases: [release]}]}
  const stuck = existing.release !== undefined && isStuck(existing.release.status)
  return {
    id,
    receipt,
    podNamespace,
    steps: [
      ...(stuck ? [{do: 'mend', release, namespace, status: existing.release?.status ?? ''} as const] : []),
      {do: 'upgrade', release, namespace, values: one.values},
      // Helm puts back what is missing, but makes a new pod only when the pod itself shall be another one.
      ...restart,
      {do: 'record', releases: [release]},
    ],
  }
}

/** Why a connector that runs cannot go on as it is; undefined when it can. */
function whyRestart({receipt: {nodeName}, existing: {receipt: before, node, chartObjects}}: Wanted): string | undefined {
  if (before?.applied === undefined) return undefined
  if (node === undefined) return `its node ${nodeName} is gone, and a connector registers it only when it starts`
  const marks = marksOf(chartObjects)
  const lostAccount = Object.keys(before.applied.marks).some(key => key.startsWith('ServiceAccount/') && marks[key] === undefined)
  return lostAccount ? 'its ServiceAccount was deleted, and its token went with it' : undefined
}

/** A release that an interrupted Helm left behind: Helm refuses to touch it until it is brought back. */
export function isStuck(status: string): boolean {
  return status.startsWith('pending-') || status === 'uninstalling'
}

/** The same digest means that Helm would be given the same chart and values. */
export function installDigest({chart, values}: Pick<Wanted, 'chart' | 'values'>): string {
  return createHash('sha256')
    .update(canonicalJson([chart.name, chart.version, chart.source, chart.digest, values]))
    .digest('hex')
}

/** Nothing differs from the last install: neither what was asked, nor what Helm holds, nor the objects in the cluster. */
function isUnchanged(one: Wanted): boolean {
  const {receipt: before, release, secret, chartObjects} = one.existing
  if (before?.applied === undefined || release === undefined) return false
  const {applied, ...rest} = before
  return (
    applied.digest === installDigest(one) &&
    release.status === 'deployed' &&
    release.revision === applied.revision &&
    sameJson(rest, {...one.receipt, vkctlVersion: before.vkctlVersion}) &&
    sameJson(secret?.data, credentialsObject(one).data) &&
    sameJson(marksOf(chartObjects), applied.marks)
  )
}

function credentialsObject({receipt, credentials}: Wanted): SecretObject {
  return credentialsSecret(receipt.release, receipt.namespace, credentials)
}

function sameJson(left: unknown, right: unknown): boolean {
  return canonicalJson(left) === canonicalJson(right)
}
