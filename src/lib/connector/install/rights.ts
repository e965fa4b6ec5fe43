import type {ScaleSetIdentity} from '../../azure/resources/scale-set-identity.ts'
import type {RoleAssignment} from '../../azure/resources/access.ts'
import {sameId} from '../../azure/resources/ids.ts'
import {known, valueOf, type Fact} from '../../checks/engine/fact.ts'
import {connectorRole, networkRole, type BuiltInRole, type Permission} from '../../checks/facts/permissions.ts'
import {ownAssignmentId} from '../inventory/role-assignments.ts'
import {assignableRoles} from './assignable-roles.ts'
import type {AzureReaders} from '../facts/azure-facts.ts'
import type {Host} from '../session/host.ts'
import type {Identity} from '../model/identity.ts'
import {readSubnetUse, type SubnetUse} from './subnet-use.ts'

/** The permissions of an identity at a scope, and the role that would add the missing ones. */
export interface Rights {
  readonly role: BuiltInRole
  readonly permission: Permission
  readonly assignments: readonly RoleAssignment[]
  /** Whether the user may assign the role; undefined if it is not missing, or if Azure does not say. */
  readonly assigner: Permission | undefined
}

export interface InstallRights {
  /** In the ACI resource group, and on the subnet if there is one. */
  readonly rights: readonly Rights[]
  readonly permission: Permission
  readonly subnet: SubnetUse | undefined
  readonly nodeIdentities: Fact<readonly ScaleSetIdentity[]>
  /** ARM ids of the assignments that this install or an earlier one creates; undefined if the permissions come from elsewhere. */
  readonly roleAssignmentId: string | undefined
  readonly networkRoleAssignmentId: string | undefined
}

export interface RightsInput {
  /** ARM id of the ACI resource group. */
  readonly scope: string
  /** Undefined without a subnet. */
  readonly subnetId: string | undefined
  readonly identity: Identity
  readonly nodeResourceGroup: string
  /** Ids of the skipped checks. vkctl does not assign a role if the check for it is skipped. */
  readonly leftOut: readonly string[]
}

/** Reads what the identity of an install may do. Rejects if that cannot be read, because the plan depends on it. */
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
    // Only a user-assigned identity can be missing on the nodes.
    kind === 'userAssigned' ? readers.scaleSetIdentities(nodeResourceGroup) : known([{clientId, id: '', scaleSet: ''}]),
  ])
  if (!permission.known) throw permission.error
  const assignerOf = async ({role, permission: {scope: at, missing}}: Omit<Rights, 'assigner'>): Promise<Permission | undefined> =>
    missing.length === 0 || isLeftOut(role, leftOut) ? undefined : valueOf(await readers.assignerPermission(at))
  const withAssigner = async (one: Omit<Rights, 'assigner'>): Promise<Rights> => ({...one, assigner: await assignerOf(one)})
  const [inGroup, onSubnet] = await Promise.all([
    withAssigner({role: connectorRole, permission: permission.value, assignments}),
    subnet && withAssigner({role: networkRole, permission: subnet.permission, assignments: subnet.assignments}),
  ])
  return {
    rights: onSubnet === undefined ? [inGroup] : [inGroup, onSubnet],
    permission: permission.value,
    subnet,
    nodeIdentities,
    roleAssignmentId: ourAssignment(host, inGroup, leftOut),
    networkRoleAssignmentId: onSubnet && ourAssignment(host, onSubnet, leftOut),
  }
}

/** The rights of several connectors, each once. */
export function allRights(of: readonly InstallRights[]): readonly Rights[] {
  const key = ({role, permission: {scope, principalId}}: Rights): string => `${role.id} ${scope} ${principalId}`.toLowerCase()
  return [...new Map(of.flatMap(({rights}) => rights).map(one => [key(one), one])).values()]
}

function isLeftOut(role: BuiltInRole, leftOut: readonly string[]): boolean {
  return leftOut.some(check => assignableRoles.get(check) === role)
}

function ourAssignment(
  host: Host,
  {role, permission: {scope, principalId, missing}, assignments}: Omit<Rights, 'assigner'>,
  leftOut: readonly string[],
): string | undefined {
  const id = ownAssignmentId(host.azure.subscriptionId, role, scope, principalId)
  const isMade = missing.length > 0 && !isLeftOut(role, leftOut)
  return isMade || assignments.some(assignment => sameId(assignment.id, id)) ? id : undefined
}
