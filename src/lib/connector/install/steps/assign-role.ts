import {roleDefinitionId, sameId} from '../../../azure/resources/ids.ts'
import type {BuiltInRole} from '../../../checks/facts/permissions.ts'
import {TimedOutError} from '../../../errors.ts'
import type {StepKind} from './step.ts'

/** Assigns a role to an identity. */
export interface AssignRole {
  readonly do: 'assign-role'
  /** ARM id. */
  readonly scope: string
  readonly role: BuiltInRole
  readonly principalId: string
  readonly description: string
}

const pollMs = 500

export const assignRole: StepKind<AssignRole> = {
  describe: ({role, principalId, scope}) => `Assign the role '${role.name}' to ${principalId} at ${scope}`,

  /** Returns when Azure lists the assignment. */
  async take({scope, role, principalId, description}, {host, deadline}) {
    const {azure} = host
    const {id} = await azure.assignRole(scope, roleDefinitionId(azure.subscriptionId, role.id), principalId, description)
    while (!(await azure.roleAssignments(scope, principalId)).some(listed => sameId(listed.id, id))) {
      if (host.now() >= deadline) {
        throw new TimedOutError(`The role '${role.name}' was assigned to ${principalId} at ${scope}, but is not in force yet.`, {
          hints: ['Run the same command again in a few minutes.'],
        })
      }
      await host.sleep(pollMs)
    }
  },
}
