/** A user-assigned managed identity; there is a principal with the same ids. */
export interface UserAssignedIdentityEntry {
  readonly name: string
  readonly resourceGroup: string
  readonly location: string
  readonly clientId: string
  readonly objectId: string
}
