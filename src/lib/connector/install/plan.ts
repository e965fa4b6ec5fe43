import type {BuiltInRole} from '../../checks/facts/permissions.ts'
import type {KubeObject} from '../../kubernetes/objects.ts'
import type {ConnectorId} from '../model/names.ts'
import type {VersionedReceipt} from '../session/claim.ts'
import {receiptName, type Receipt} from '../model/receipt.ts'

/** What will be done, as a value. Secrets stand in objects only as the Secret they go into, and are never printed. */
export type Step =
  | {readonly do: 'assign-role'; readonly scope: string; readonly role: BuiltInRole; readonly principalId: string}
  | {
      readonly do: 'claim'
      readonly receipts: readonly VersionedReceipt[]
      readonly namespace: KubeObject | undefined
      readonly secrets: readonly KubeObject[]
    }
  | {readonly do: 'apply'; readonly objects: readonly KubeObject[]}
  | {readonly do: 'mend'; readonly release: string; readonly namespace: string; readonly status: string}
  | {readonly do: 'upgrade'; readonly release: string; readonly namespace: string; readonly values: Readonly<Record<string, unknown>>}
  | {readonly do: 'restart'; readonly release: string; readonly namespace: string; readonly nodeName: string; readonly why: string}
  | {readonly do: 'record'; readonly releases: readonly string[]}

/** One connector that is wanted, and the steps that bring it there; no steps when it is there already. */
export interface ConnectorPlan {
  readonly id: ConnectorId
  readonly receipt: Receipt
  /** Where the chart puts the connector's pod. */
  readonly podNamespace: string
  readonly steps: readonly Step[]
}

export interface InstallPlan {
  /** Steps that the connectors share, taken first. */
  readonly shared: readonly Step[]
  readonly connectors: readonly ConnectorPlan[]
}

/** A step as it is said on stderr and printed by `--dry-run`. */
export function describe(step: Step): string {
  switch (step.do) {
    case 'assign-role':
      return `Assign the role '${step.role.name}' to ${step.principalId} at ${step.scope}`
    case 'claim':
      return `Apply ${[...(step.namespace === undefined ? [] : [`Namespace ${step.namespace.metadata.name}`]), ...step.receipts.map(({receipt}) => `ConfigMap ${receiptName(receipt.release)}`), ...step.secrets.map(({metadata}) => `Secret ${metadata.name}`)].join(', ')}`
    case 'apply':
      return `Apply ${step.objects.map(({kind, metadata}) => `${kind} ${metadata.name}`).join(', ')}`
    case 'mend':
      return `Bring the release ${step.release} back from ${step.status}`
    case 'upgrade':
      return `Deploying the ACI connector ${step.release} using Helm`
    case 'restart':
      return `Restart ${step.release}: ${step.why}`
    case 'record':
      return `Write the receipt of ${step.releases.join(', ')}`
    default:
      return step satisfies never
  }
}
