import type {
  AuthorizationManagementClient,
  DenyAssignment as ArmDenyAssignment,
  RoleAssignment as ArmRoleAssignment,
  RoleDefinition as ArmRoleDefinition,
} from '@azure/arm-authorization'
import {NotFoundError} from '../../errors.ts'
import {armErrorOf} from '../transport/arm-answer.ts'
import {lazily, type Arm} from '../transport/arm.ts'
import type {ActionSet, DenyAssignment, RoleAssignment, RoleDefinition} from './access.ts'
import type {Azure} from '../azure.ts'
import {required} from '../transport/narrow.ts'
import {itemsOf, type Paged} from '../transport/pages.ts'
import {nameOf, resourceGroupOf, sameId, subnetParts, withoutSlash} from './ids.ts'
import {roleAssignmentName} from './role-assignment-name.ts'

type Authorization = Pick<
  Azure,
  | 'roleAssignments'
  | 'roleAssignmentsAround'
  | 'roleDefinitions'
  | 'denyAssignments'
  | 'callerPermissions'
  | 'assignRole'
  | 'deleteRoleAssignment'
>

export function authorization(arm: Arm): Authorization {
  const open = async (subscriptionId = arm.subscriptionId) => {
    const {AuthorizationManagementClient} = await import('@azure/arm-authorization')
    return new AuthorizationManagementClient(arm.credential, subscriptionId, arm.clientOptions)
  }
  const client = lazily(open)
  return {
    roleAssignments(scope, principalId) {
      const thing = `the role assignments of ${scope}`
      return arm.ask(thing, () => holding(client, scope, principalId, thing))
    },
    roleAssignmentsAround(scope) {
      const thing = `the role assignments of ${scope}`
      return arm.ask(thing, async () => {
        const found: RoleAssignment[] = []
        for await (const one of (await client()).roleAssignments.listForScope(withoutSlash(scope))) found.push(narrow(one, thing))
        return found
      })
    },
    roleDefinitions(scope) {
      const thing = `the role definitions of ${scope}`
      return arm.ask(thing, async () => {
        const found: RoleDefinition[] = []
        for await (const definition of itemsOf((await client()).roleDefinitions.list(withoutSlash(scope)), thing))
          found.push(narrowDefinition(definition, thing))
        return found
      })
    },
    denyAssignments(scope) {
      const thing = `the deny assignments of ${scope}`
      return arm.ask(thing, async () => {
        const found: DenyAssignment[] = []
        const pages = (await client()).denyAssignments.listForScope(withoutSlash(scope), {filter: 'atScope()'})
        for await (const assignment of itemsOf(pages, thing)) found.push(narrowDeny(assignment, thing))
        return found
      })
    },
    callerPermissions(scope) {
      const thing = `your permissions at ${scope}`
      return arm.ask(thing, async () => {
        const found: ActionSet[] = []
        for await (const permission of itemsOf(await permissionsAt(open, scope, thing), thing)) found.push(actionSet(permission))
        return found
      })
    },
    assignRole(scope, roleDefinitionId, principalId, description) {
      const thing = `the role assignment on ${scope}`
      return arm.ask(thing, async () => {
        try {
          const name = roleAssignmentName(scope, roleDefinitionId, principalId)
          // With principalType, ARM accepts a new principal that it cannot look up yet.
          return narrow(
            await (
              await client()
            ).roleAssignments.create(withoutSlash(scope), name, {
              roleDefinitionId,
              principalId,
              principalType: 'ServicePrincipal',
              description,
            }),
            thing,
          )
        } catch (error) {
          if (armErrorOf(error)?.code !== 'RoleAssignmentExists') throw error
          // The same assignment exists under another name.
          const same = (await holding(client, scope, principalId, thing)).find(
            one =>
              sameId(one.scope, scope) &&
              sameId(one.principalId, principalId) &&
              sameId(nameOf(one.roleDefinitionId), nameOf(roleDefinitionId)),
          )
          if (same === undefined) throw error
          return same
        }
      })
    },
    deleteRoleAssignment(id) {
      return arm.ask(`the role assignment ${id}`, async () => {
        try {
          const deleted = await (await client()).roleAssignments.deleteById(withoutSlash(id))
          // ARM answers 204, without a body, for an assignment that does not exist.
          return deleted.id !== undefined
        } catch (error) {
          if (error instanceof NotFoundError) return false
          throw error
        }
      })
    },
  }
}

/** The SDK has this list only for resource groups and single resources, not for every scope. */
async function permissionsAt(
  open: (subscriptionId?: string) => Promise<AuthorizationManagementClient>,
  scope: string,
  thing: string,
): Promise<Paged<Partial<ActionSet>>> {
  const subnet = subnetParts(scope)
  const {permissions} = await open(subnet?.subscriptionId)
  if (subnet === undefined) return permissions.listForResourceGroup(required(resourceGroupOf(scope), 'resource group', thing))
  const {resourceGroup, networkName, subnetName} = subnet
  return permissions.listForResource(resourceGroup, 'Microsoft.Network', `virtualNetworks/${networkName}`, 'subnets', subnetName)
}

async function holding(
  client: () => Promise<AuthorizationManagementClient>,
  scope: string,
  principalId: string,
  thing: string,
): Promise<readonly RoleAssignment[]> {
  const found: RoleAssignment[] = []
  const pages = (await client()).roleAssignments.listForScope(withoutSlash(scope), {filter: `assignedTo('${principalId}')`})
  for await (const assignment of itemsOf(pages, thing)) found.push(narrow(assignment, thing))
  // The filter also returns assignments below the scope, which do not apply to the scope itself.
  return found.filter(one => !isBelow(one.scope, scope))
}

function isBelow(scope: string, other: string): boolean {
  return scope.toLowerCase().startsWith(`${other.toLowerCase()}/`)
}

function narrow(
  {id, roleDefinitionId, principalId, scope, condition, description, createdOn}: ArmRoleAssignment,
  thing: string,
): RoleAssignment {
  return {
    id: required(id, 'id', thing),
    roleDefinitionId: required(roleDefinitionId, 'roleDefinitionId', thing),
    principalId: required(principalId, 'principalId', thing),
    scope: required(scope, 'scope', thing),
    condition: condition ?? undefined,
    ...(typeof description === 'string' && {description}),
    ...(createdOn instanceof Date && {createdOn: createdOn.toISOString()}),
  }
}

function narrowDefinition({id, roleName, permissions}: ArmRoleDefinition, thing: string): RoleDefinition {
  return {
    id: required(id, 'id', thing),
    name: required(roleName, 'roleName', thing),
    permissions: (permissions ?? []).map(actionSet),
  }
}

function narrowDeny(
  {id, denyAssignmentName, scope, principals, excludePrincipals, doNotApplyToChildScopes, permissions}: ArmDenyAssignment,
  thing: string,
): DenyAssignment {
  return {
    id: required(id, 'id', thing),
    name: denyAssignmentName ?? '',
    scope: required(scope, 'scope', thing),
    principalIds: (principals ?? []).flatMap(principal => principal.id ?? []),
    excludedPrincipalIds: (excludePrincipals ?? []).flatMap(principal => principal.id ?? []),
    inherited: doNotApplyToChildScopes !== true,
    permissions: (permissions ?? []).map(actionSet),
  }
}

function actionSet({actions, notActions}: Partial<ActionSet>): ActionSet {
  return {actions: actions ?? [], notActions: notActions ?? []}
}
