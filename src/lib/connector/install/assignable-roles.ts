import {connectorRole, networkRole, type BuiltInRole} from '../../checks/facts/permissions.ts'
import {roleAssigned} from '../../checks/rules/azure-permissions.ts'
import {subnetRole} from '../../checks/rules/network/subnet-delegation.ts'

/** The roles that vkctl can assign, by the id of the check that finds that they are missing. */
export const assignableRoles: ReadonlyMap<string, BuiltInRole> = new Map([
  [roleAssigned.id, connectorRole],
  [subnetRole.id, networkRole],
])
