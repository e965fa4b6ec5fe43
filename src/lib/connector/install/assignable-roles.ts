import {connectorRole, networkRole, type BuiltInRole} from '../../checks/permissions.ts'
import {roleAssigned} from '../../checks/rules/azure/role-assigned.ts'
import {subnetRole} from '../../checks/rules/network/subnet-role.ts'

/** The roles whose want vkctl can mend, by the id of the check that finds it. */
export const assignableRoles: ReadonlyMap<string, BuiltInRole> = new Map([
  [roleAssigned.id, connectorRole],
  [subnetRole.id, networkRole],
])
