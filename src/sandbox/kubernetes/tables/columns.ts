import {age} from './age.ts'
import {nameColumn, type Column} from './column.ts'

const createdAt: Column = {name: 'Created At', format: 'date-time', cell: ({metadata}) => metadata.creationTimestamp ?? ''}
export const ageColumn: Column = {name: 'Age', cell: ({metadata}) => age(metadata.creationTimestamp)}

const byKind: Readonly<Record<string, readonly Column[]>> = {}

/** The columns of a kind; a kind of which nothing is known has its name and when it was made. */
export function columnsOf(kind: string): readonly Column[] {
  return byKind[kind] ?? [nameColumn, createdAt]
}
