import type {Installed} from '../inventory/installed.ts'
import {assignmentIdsOf} from './things.ts'

export interface Parting {
  /** Connectors of which nothing is left but what vkctl removes last. */
  readonly gone: readonly Installed[]
  /** Connectors that stay, or of which something else is left. */
  readonly staying: readonly Installed[]
}

/** ARM ids of the role assignments that no connector uses any longer, each with the connectors that used it. Pure. */
export function assignmentsToDelete({gone, staying}: Parting): ReadonlyMap<string, readonly Installed[]> {
  const used = new Set(staying.flatMap(({receipt}) => assignmentIdsOf(receipt)))
  const free = gone.flatMap(connector => assignmentIdsOf(connector.receipt).flatMap(id => (used.has(id) ? [] : [{id, connector}])))
  return new Map(
    [...Map.groupBy(free, ({id}) => id)].map(([id, users]): [string, readonly Installed[]] => [id, users.map(({connector}) => connector)]),
  )
}

/** The receipts to delete in one namespace. */
export interface ReceiptsOfNamespace {
  readonly namespace: string
  readonly releases: readonly string[]
  /** Whether no other connector stays in the namespace. */
  readonly isLast: boolean
}

/** The receipts of connectors that are gone, by namespace. Pure. */
export function receiptsToDelete({gone, staying}: Parting): readonly ReceiptsOfNamespace[] {
  const withReceipt = gone.filter(({receipt}) => receipt !== undefined)
  return [...Map.groupBy(withReceipt, ({namespace}) => namespace)].map(([namespace, connectors]) => ({
    namespace,
    releases: connectors.map(({release}) => release),
    isLast: !staying.some(other => other.namespace === namespace),
  }))
}
