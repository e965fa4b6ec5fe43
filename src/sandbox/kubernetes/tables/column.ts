import type {KubeObject} from '../object.ts'

/** One column of a table of objects. */
export interface Column {
  readonly name: string
  readonly type?: 'string' | 'integer' | 'boolean'
  readonly format?: string
  /** Shown by `-o wide` only. */
  readonly wide?: boolean
  readonly cell: (object: KubeObject) => string | number | boolean | null
}

export const nameColumn: Column = {name: 'Name', format: 'name', cell: ({metadata}) => metadata.name}
