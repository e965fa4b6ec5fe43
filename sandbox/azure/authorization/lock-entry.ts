export interface LockEntry {
  readonly name: string
  /** ARM id of a resource group. */
  readonly scope: string
  readonly level: 'CanNotDelete' | 'ReadOnly'
}
