import {createHash} from 'node:crypto'
import type {ConnectorChart} from '../../helm/chart.ts'
import type {KubeObject, SecretObject} from '../../kubernetes/objects.ts'
import type {Unread} from '../../kubernetes/unread.ts'
import type {Compared} from '../drift/read-drift.ts'
import {canonicalJson} from '../model/canonical-json.ts'
import {credentialsSecret, type Credentials} from '../model/credentials-secret.ts'
import {imageOfValues} from '../model/image.ts'
import type {ConnectorRecord} from '../model/record/record.ts'
import type {Adopted} from './adopt/adopted.ts'
import type {Existing} from './existing.ts'

/** The wanted state of one connector, and what exists of it now. */
export interface Wanted {
  /** Without `applied`, which is written when Helm is done. */
  readonly record: ConnectorRecord
  readonly credentials: Credentials
  readonly chart: ConnectorChart
  readonly values: Readonly<Record<string, unknown>>
  /** Namespace of the connector's pod. */
  readonly podNamespace: string
  readonly existing: Existing
  /** The connector of somebody else that it replaces. */
  readonly adopted?: Adopted
  /** What the chart renders, as Helm applies it. */
  readonly rendered: readonly KubeObject[]
  /** How the objects in the cluster differ from what they should be: those of the chart, and of an installed connector the Secrets of vkctl. */
  readonly compared: readonly Compared[]
  /** The objects that could not be compared. */
  readonly uncompared: readonly Unread[]
}

/** A digest of the chart and the values that Helm would get. */
export function installDigest({chart, values}: Pick<Wanted, 'chart' | 'values'>): string {
  return createHash('sha256')
    .update(canonicalJson([chart.name, chart.version, chart.source, chart.digest, values]))
    .digest('hex')
}

/** The Secret that holds the connector's credentials. */
export function credentialsObject({record, credentials}: Wanted): SecretObject {
  return credentialsSecret(record.release, record.namespace, credentials)
}

/** The image, or null with another chart: then it is known only when the Deployment exists. */
export function plannedImage({chart, values}: Wanted): string | null {
  return chart.kind === 'aci-connector' ? imageOfValues(values) : null
}

export function chartOf({chart}: Pick<Wanted, 'chart'>): string {
  return `${chart.name}-${chart.version}`
}
