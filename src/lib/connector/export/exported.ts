import type {Values} from '../../helm/helm.ts'
import type {OsType} from '../model/names.ts'
import type {ConnectorRecord} from '../model/record/record.ts'
import type {ChartReference} from './chart-reference.ts'

/** What reproduces a connector without vkctl. */
export interface Exported {
  readonly connectorName: string
  readonly osType: OsType
  readonly location: string
  readonly release: string
  readonly namespace: string
  /** Whether vkctl made the namespace, so that it has to be reproduced as well. */
  readonly ownsNamespace: boolean
  readonly chart: ChartReference
  /** Without secrets. */
  readonly values: Values
  /** Name of the Secret with the credentials; undefined if the chart needs none. */
  readonly secretName: string | undefined
  /** Undefined if vkctl did not install the connector. */
  readonly record: ConnectorRecord | undefined
}
