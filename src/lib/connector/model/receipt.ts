import type {ConfigMapObject} from '../../kubernetes/objects.ts'
import {connectorLabels} from './labels.ts'
import type {ConnectorId} from './names.ts'

/** What the user passed to the last install. A value is kept until the user passes another one. Defaults are not stored, so they may change. */
export interface Given {
  readonly aciResourceGroup?: string
  readonly chartUrl?: string
  readonly imageTag?: string
  /** ARM id of the user-assigned identity that the connector runs as. */
  readonly identityId?: string
  /** ARM id of the subnet of the container groups. */
  readonly subnetId?: string
  /** The content of the file of `--set-values`. */
  readonly values?: Readonly<Record<string, unknown>>
}

/** What vkctl records about a connector that it installed: enough to find, compare and remove it. It never contains a secret. */
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
  /** ARM id of the role assignment that `--assign-role` created; removal deletes it. */
  readonly roleAssignmentId?: string
  /** The same for the subnet. */
  readonly networkRoleAssignmentId?: string
  readonly vkctlVersion: string
  /** Written when Helm has finished; absent after an interrupted install. */
  readonly applied?: Applied
}

export interface Applied {
  /** Of the chart and all values. With the same digest, Helm would get the same input. */
  readonly digest: string
  /** Helm's revision. */
  readonly revision: number
  readonly chart: string
  /** Null if the chart is not vkctl's, because then the chart decides. */
  readonly image: string | null
  /** A hash of each object of the chart (object-marks.ts), by `kind/namespace/name`. */
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

/** The receipt in a ConfigMap; undefined if there is none or it has a newer schema. */
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
