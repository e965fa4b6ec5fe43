/** How the elements of a list are told apart when patches and apply merge it; see `list-merging.ts`. */
export interface ListMerging {
  /** Server-side apply: the whole list at once, a set of scalars, or a map by these keys. */
  readonly apply: 'atomic' | 'set' | readonly string[]
  /** Strategic merge patch: the field that names an element, `''` for a list of scalars; not there when the list is replaced. */
  readonly mergeKey?: string
  /** Strategic merge patch: `$retainKeys` is honoured. */
  readonly retainKeys?: boolean
}

/** The type of a field. */
export type FieldType =
  | {readonly type: 'string' | 'boolean' | 'any' | 'intOrString' | 'time' | 'microTime' | 'bytes' | 'quantity'}
  | {readonly type: 'int32' | 'int64' | 'double'}
  | {readonly type: 'struct'; readonly model: string; readonly atomic: boolean}
  | {readonly type: 'list'; readonly of: FieldType; readonly merging: ListMerging}
  | {readonly type: 'map'; readonly of: FieldType; readonly atomic: boolean}

/** The fields of a struct by their names in JSON. */
export type Struct = ReadonlyMap<string, FieldType>
