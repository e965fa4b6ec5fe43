import type {RoleAssignment} from '../../azure/resources/access.ts'
import {roleAssignmentId, roleDefinitionId, sameId} from '../../azure/resources/ids.ts'
import {roleAssignmentName} from '../../azure/resources/role-assignment-name.ts'
import {known, type Fact} from '../../checks/engine/fact.ts'
import {connectorRole, networkRole, type BuiltInRole, type Permission} from '../../checks/facts/permissions.ts'
import {assignableRoles} from './assignable-roles.ts'
import type {AzureReaders} from '../facts/azure-facts.ts'
import type {Host} from '../session/host.ts'
import type {Identity} from '../model/identity.ts'
import {readSubnetUse, type SubnetUse} from './subnet-use.ts'

/** What an identity may do somewhere, and the role that gives it what is missing. */
export interface Rights {
  readonly role: BuiltInRole
  readonly permission: Permission
  readonly assignments: readonly RoleAssignment[]
}

export interface InstallRights {
  /** In the ACI resource group, and on the subnet if there is one. */
  readonly rights: readonly Rights[]
  readonly permission: Permission
  readonly subnet: SubnetUse | undefined
  readonly nodeIdentities: Fact<readonly string[]>
  /** ARM ids of the assignments that this install makes or that an earlier one made; undefined when the rights come from elsewhere. */
  readonly roleAssignmentId: string | undefined
  readonly networkRoleAssignmentId: string | undefined
}

export interface RightsInput {
  /** ARM id of the ACI resource group. */
  readonly scope: string
  /** Undefined: none. */
  readonly subnetId: string | undefined
  readonly identity: Identity
  readonly nodeResourceGroup: string
  /** Ids of the checks that are not made, so that nobody learns that their role is missing. */
  readonly leftOut: readonly string[]
}

/** Reads what the identity of an install may do. Whether a role has to be assigned is part of the plan, so here nothing may be left open. */
export async function readRights(
  host: Host,
  readers: AzureReaders,
  {scope, subnetId, identity, nodeResourceGroup, leftOut}: RightsInput,
): Promise<InstallRights> {
  const {objectId, clientId, kind} = identity
  const [permission, assignments, subnet, nodeIdentities] = await Promise.all([
    readers.permission(scope, objectId),
    readers.assignments(scope, objectId),
    subnetId === undefined ? undefined : readSubnetUse(readers, subnetId, objectId),
    // The nodes have the identity that the cluster gives them.
    kind === 'userAssigned' ? readers.scaleSetIdentities(nodeResourceGroup) : known([clientId]),
  ])
  if (!permission.known) throw permission.error
  const inGroup: Rights = {role: connectorRole, permission: permission.value, assignments}
  const onSubnet: Rights | undefined = subnet && {role: networkRole, ...subnet}
  return {
    rights: onSubnet === undefined ? [inGroup] : [inGroup, onSubnet],
    permission: permission.value,
    subnet,
    nodeIdentities,
    roleAssignmentId: ourAssignment(host, inGroup, leftOut),
    networkRoleAssignmentId: onSubnet && ourAssignment(host, onSubnet, leftOut),
  }
}

function ourAssignment(
  host: Host,
  {role, permission: {scope, principalId, missing}, assignments}: Rights,
  leftOut: readonly string[],
): string | undefined {
  const id = ownRoleAssignmentId(host, role, scope, principalId)
  const isMade = missing.length > 0 && !leftOut.some(check => assignableRoles.get(check) === role)
  return isMade || assignments.some(assignment => sameId(assignment.id, id)) ? id : undefined
}

/** The id that an assignment of vkctl's has: known before it is made, so that an interrupted run can be told from somebody else's work. */
function ownRoleAssignmentId({azure}: Host, role: BuiltInRole, scope: string, principalId: string): string {
  return roleAssignmentId(scope, roleAssignmentName(scope, roleDefinitionId(azure.subscriptionId, role.id), principalId))
}
