import type {StepKind} from './step.ts'

/** Takes back a role assignment that vkctl made. */
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
