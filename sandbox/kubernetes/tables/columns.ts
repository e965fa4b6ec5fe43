import {batchColumns} from './batch-columns.ts'
import {nameColumn, type Column} from './column.ts'
import {coreColumns} from './core-columns.ts'
import {eventColumns} from './event-columns.ts'
import {nodeColumns} from './node-columns.ts'
import {podColumns} from './pod-columns.ts'
import {policyColumns} from './policy-columns.ts'
import {workloadColumns} from './workload-columns.ts'

const createdAt: Column = {name: 'Created At', type: 'date', cell: ({metadata}) => metadata.creationTimestamp ?? ''}

/** The columns of a kind; an unknown kind has the name and the age. */
export function columnsOf(kind: string): readonly Column[] {
  const byKind: Readonly<Record<string, readonly Column[]>> = {
    Pod: podColumns,
    Node: nodeColumns,
    Event: eventColumns,
    ...coreColumns,
    ...workloadColumns,
    ...policyColumns,
    ...batchColumns,
  }
  return byKind[kind] ?? [nameColumn, createdAt]
}
