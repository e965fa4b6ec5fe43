export interface RoleAssignment {
  readonly id: string
  readonly roleDefinitionId: string
  readonly principalId: string
  readonly scope: string
  /** Attribute condition that narrows what it grants; undefined: none. */
  readonly condition: string | undefined
}

/** What is allowed or denied: the actions but for the notActions, both with `*` as a pattern. */
export interface ActionSet {
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
}

export interface DenyAssignment {
  readonly id: string
  /** What Azure calls it. */
  readonly name: string
  readonly scope: string
  /** Object ids; the all-zero one stands for everybody. */
  readonly principalIds: readonly string[]
  readonly excludedPrincipalIds: readonly string[]
  /** Whether it holds below its scope too. */
  readonly inherited: boolean
  readonly permissions: readonly ActionSet[]
}

export interface RoleDefinition {
  readonly id: string
  readonly name: string
  readonly permissions: readonly ActionSet[]
}
