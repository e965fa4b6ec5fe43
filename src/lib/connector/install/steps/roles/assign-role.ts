import {roleDefinitionId} from '../../../../azure/resources/ids.ts'
import type {BuiltInRole} from '../../../../checks/facts/permissions.ts'
import type {StepKind} from '../../../session/step.ts'

/** Assigns a role to an identity. Only the log of the connector shows when the role is in effect: roles-in-force.ts. */
export interface AssignRole {
  readonly do: 'assign-role'
  /** ARM id. */
  readonly scope: string
  readonly role: BuiltInRole
  readonly principalId: string
  readonly description: string
}

export const assignRole: StepKind<AssignRole> = {
  describe: ({role, principalId, scope}) => `Assign the role '${role.name}' to ${principalId} at ${scope}`,

  async take({scope, role, principalId, description}, {host: {azure}}) {
    await azure.assignRole(scope, roleDefinitionId(azure.subscriptionId, role.id), principalId, description)
  },
}
