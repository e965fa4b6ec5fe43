export interface DenyAssignmentEntry {
  /** A GUID. */
  readonly name: string
  /** Its name in Azure (`denyAssignmentName`). */
  readonly title: string
  readonly scope: string
  /** Object ids; {@link everybody} stands for all. */
  readonly principalIds: readonly string[]
  readonly excludedPrincipalIds: readonly string[]
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
  readonly doNotApplyToChildScopes: boolean
}

/** The principal of a deny assignment that applies to all principals. */
export const everybody = '00000000-0000-0000-0000-000000000000'

/** The deny assignment that AKS creates on a node resource group that it locks (`restrictionLevel: ReadOnly`). */
export function nodeResourceGroupLock(scope: string): DenyAssignmentEntry {
  return {
    name: 'c8b4d5a6-3f21-5e0d-9a7c-1b2e3d4f5a60',
    title: 'Deny assignment for AKS node resource group',
    scope,
    principalIds: [everybody],
    excludedPrincipalIds: [],
    actions: ['*'],
    notActions: ['*/read'],
    doNotApplyToChildScopes: false,
  }
}
