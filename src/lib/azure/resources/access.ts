export interface RoleAssignment {
  readonly id: string
  readonly roleDefinitionId: string
  readonly principalId: string
  readonly scope: string
  /** The condition of the role assignment; undefined if it has none. */
  readonly condition: string | undefined
  readonly description?: string
  /** ISO 8601; undefined if ARM does not say. */
  readonly createdOn?: string
}

/** Allowed or denied actions: `actions` without `notActions`. In both, `*` matches any text. */
export interface ActionSet {
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
}

export interface DenyAssignment {
  readonly id: string
  /** The display name in Azure. */
  readonly name: string
  readonly scope: string
  /** Object ids; the id of zeros means all principals. */
  readonly principalIds: readonly string[]
  readonly excludedPrincipalIds: readonly string[]
  /** Whether it also applies below its scope. */
  readonly inherited: boolean
  readonly permissions: readonly ActionSet[]
}

export interface RoleDefinition {
  readonly id: string
  readonly name: string
  readonly permissions: readonly ActionSet[]
}

/** A management lock (https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources). */
export interface Lock {
  /** ARM id: what it locks, then `/providers/Microsoft.Authorization/locks/NAME`. */
  readonly id: string
  readonly name: string
  /** `ReadOnly` or `CanNotDelete`. */
  readonly level: string
}
