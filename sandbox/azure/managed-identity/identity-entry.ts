/** A user-assigned managed identity; there is a principal with the same ids. */
export interface UserAssignedIdentityEntry {
  readonly name: string
  readonly resourceGroup: string
  readonly location: string
  readonly clientId: string
  readonly objectId: string
  /** Somebody deleted it. Scale sets still name it then, as in Azure, and it gets no tokens. */
  readonly deleted?: boolean
}
