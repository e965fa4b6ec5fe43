import type {StepKind} from '../../session/step.ts'

/** Deletes a role assignment that vkctl created. */
export interface DeleteRoleAssignment {
  readonly do: 'delete-role-assignment'
  /** ARM id. */
  readonly id: string
}

export const deleteRoleAssignment: StepKind<DeleteRoleAssignment> = {
  describe: ({id}) => `Delete the role assignment ${id}`,
  take: async ({id}, {host}) => {
    await host.azure.deleteRoleAssignment(id)
  },
}
