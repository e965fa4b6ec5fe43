import type {KubeObject} from '../object.ts'
import {age} from './age.ts'

/** One column of a table of objects, as kube-apiserver 1.36 names it. */
export interface Column {
  readonly name: string
  readonly type?: 'string' | 'integer' | 'boolean' | 'date'
  readonly format?: string
  /** Shown by `-o wide` only. */
  readonly wide?: boolean
  readonly cell: (object: KubeObject) => string | number | boolean | null
}

export const none = '<none>'
export const unknown = '<unknown>'

export const nameColumn: Column = {name: 'Name', format: 'name', cell: ({metadata}) => metadata.name}
export const ageColumn: Column = {name: 'Age', cell: ({metadata}) => age(metadata.creationTimestamp)}
