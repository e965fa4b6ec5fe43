import type {AssignedConnector} from './assigned-connectors.ts'

export interface Parting {
  /** Connectors of which nothing is left but what vkctl removes last. */
  readonly gone: readonly AssignedConnector[]
  /** Connectors that stay, or of which something else is left. */
  readonly staying: readonly AssignedConnector[]
  /** ARM ids of the role assignments of vkctl that were there, or that could not be read. */
  readonly assignments: readonly string[]
}

/** ARM ids of the role assignments that no connector uses any more, each with the connectors that did. Pure. */
export function assignmentsToDelete({gone, staying, assignments}: Parting): ReadonlyMap<string, readonly AssignedConnector[]> {
  const used = new Set(staying.flatMap(connector => connector.assignments.map(({id}) => id)))
  const free = gone.flatMap(connector =>
    connector.assignments.flatMap(({id}) => (used.has(id) || !assignments.includes(id) ? [] : [{id, connector}])),
  )
  return new Map(
    [...Map.groupBy(free, ({id}) => id)].map(([id, users]): [string, readonly AssignedConnector[]] => [
      id,
      users.map(({connector}) => connector),
    ]),
  )
}

/** The records to delete in one namespace. */
export interface RecordsOfNamespace {
  readonly namespace: string
  readonly releases: readonly string[]
  /** Whether no other connector stays in the namespace. */
  readonly isLast: boolean
}

/** The records of connectors that are gone, by namespace. Pure. */
export function recordsToDelete({gone, staying}: Omit<Parting, 'assignments'>): readonly RecordsOfNamespace[] {
  const withRecord = gone.filter(({origin}) => origin === 'vkctl')
  return [...Map.groupBy(withRecord, ({namespace}) => namespace)].map(([namespace, connectors]) => ({
    namespace,
    releases: connectors.map(({release}) => release),
    isLast: !staying.some(other => other.namespace === namespace),
  }))
}
