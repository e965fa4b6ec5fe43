import {connectorRole, networkRole, type BuiltInRole} from '../../checks/facts/permissions.ts'
import {roleAssigned} from '../../checks/rules/azure-permissions.ts'
import {subnetRole} from '../../checks/rules/network/subnet-delegation.ts'

/** The roles whose want vkctl can mend, by the id of the check that finds it. */
export const assignableRoles: ReadonlyMap<string, BuiltInRole> = new Map([
  [roleAssigned.id, connectorRole],
  [subnetRole.id, networkRole],
])
