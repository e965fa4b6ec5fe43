import type {ConfigMapObject} from '../../kubernetes/objects.ts'
import {connectorLabels} from './labels.ts'
import type {ConnectorId} from './names.ts'

/** What the user gave at the last install. It is kept until another value is given; defaults are not stored, so better ones apply later. */
export interface Given {
  readonly aciResourceGroup?: string
  readonly chartUrl?: string
  readonly imageTag?: string
  /** ARM id of the user-assigned identity that the connector runs as. */
  readonly identityId?: string
  /** ARM id of the subnet that container groups are put on. */
  readonly subnetId?: string
  /** What `--set-values` held. */
  readonly values?: Readonly<Record<string, unknown>>
}

/** What vkctl wrote down about a connector that it installed: enough to find, compare and remove it. Never a secret. */
export interface Receipt extends ConnectorId {
  readonly schemaVersion: 1
  readonly release: string
  readonly nodeName: string
  readonly namespace: string
  /** ARM id of the cluster. */
  readonly clusterId: string
  readonly aciResourceGroup: string
  readonly subscriptionId: string
  readonly identity: {readonly kind: 'kubelet' | 'userAssigned' | 'servicePrincipal'; readonly clientId: string; readonly objectId: string}
  readonly given: Given
  /** ARM id of the role assignment that `--assign-role` made; removal takes it back. */
  readonly roleAssignmentId?: string
  /** The same at the subnet. */
  readonly networkRoleAssignmentId?: string
  readonly vkctlVersion: string
  /** Who is working on the connector; absent when nobody is. */
  readonly claim?: Claim
  /** Written once Helm has done its work; absent after an interrupted install. */
  readonly applied?: Applied
}

/** A run of vkctl that is changing the connector. */
export interface Claim {
  readonly by: 'install' | 'remove'
  /** `host/pid`. */
  readonly holder: string
  /** ISO 8601; after that the claim is void. */
  readonly until: string
}

export interface Applied {
  /** Over the chart and all values: the same digest means the same install. */
  readonly digest: string
  /** Helm's revision. */
  readonly revision: number
  readonly chart: string
  /** Null where the chart is not vkctl's and decides itself. */
  readonly image: string | null
  /** What changes when somebody edits an object of the chart (object-marks.ts), by `kind/namespace/name`. */
  readonly marks: Readonly<Record<string, string>>
}

const dataKey = 'receipt.json'

export function receiptName(release: string): string {
  return `${release}-receipt`
}

export function receiptObject(receipt: Receipt): ConfigMapObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {name: receiptName(receipt.release), namespace: receipt.namespace, labels: connectorLabels(receipt.release, 'receipt')},
    data: {[dataKey]: JSON.stringify(receipt)},
  }
}

/** The receipt in a ConfigMap; undefined when there is none or it is of a newer schema. */
export function readReceipt(object: ConfigMapObject | undefined): Receipt | undefined {
  const text = object?.data?.[dataKey]
  if (text === undefined) return undefined
  try {
    const parsed = JSON.parse(text) as Receipt
    return parsed.schemaVersion === 1 ? parsed : undefined
  } catch {
    return undefined
  }
}
