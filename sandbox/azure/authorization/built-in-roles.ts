export interface RoleDefinitionEntry {
  /** GUID. */
  readonly id: string
  readonly name: string
  readonly description: string
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
}

/** Ids are the same in every tenant (https://learn.microsoft.com/azure/role-based-access-control/built-in-roles). */
export const roleIds = {
  Owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  Contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  'Network Contributor': '4d97b98b-1d4f-4787-a291-c67834d212e7',
  'User Access Administrator': '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  'Role Based Access Control Administrator': 'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
  'Azure Container Instances Contributor Role': '5d977122-f97e-4b4d-a52f-6b43003ddb4d',
  'Azure Kubernetes Service Cluster User Role': '4abbcc35-e782-43d8-92c5-2d3f1bd2253f',
  'Azure Kubernetes Service Cluster Admin Role': '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8',
} as const

const role = (
  name: keyof typeof roleIds,
  description: string,
  actions: readonly string[],
  notActions: readonly string[] = [],
): RoleDefinitionEntry => ({id: roleIds[name], name, description, actions, notActions})

export const builtInRoles: readonly RoleDefinitionEntry[] = [
  role('Owner', 'Grants full access to manage all resources, including the ability to assign roles in Azure RBAC.', ['*']),
  role(
    'Contributor',
    'Grants full access to manage all resources, but does not allow you to assign roles in Azure RBAC.',
    ['*'],
    ['Microsoft.Authorization/*/Delete', 'Microsoft.Authorization/*/Write', 'Microsoft.Authorization/elevateAccess/Action'],
  ),
  role('Reader', 'View all resources, but does not allow you to make any changes.', ['*/read']),
  role('Network Contributor', 'Lets you manage networks, but not access to them.', [
    'Microsoft.Authorization/*/read',
    'Microsoft.Network/*',
    'Microsoft.Resources/deployments/*',
    'Microsoft.Resources/subscriptions/resourceGroups/read',
  ]),
  role('User Access Administrator', 'Lets you manage user access to Azure resources.', ['*/read', 'Microsoft.Authorization/*']),
  role('Role Based Access Control Administrator', 'Manage access to Azure resources by assigning roles using Azure RBAC.', [
    'Microsoft.Authorization/roleAssignments/write',
    'Microsoft.Authorization/roleAssignments/delete',
    '*/read',
  ]),
  role('Azure Container Instances Contributor Role', 'Grants read/write access to container groups provided by Azure Container Instances', [
    'Microsoft.Authorization/*/read',
    'Microsoft.ContainerInstance/containerGroups/*',
    'Microsoft.Resources/deployments/*',
    'Microsoft.Resources/subscriptions/resourceGroups/read',
  ]),
  role('Azure Kubernetes Service Cluster User Role', 'List cluster user credential action.', [
    'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action',
    'Microsoft.ContainerService/managedClusters/read',
  ]),
  role('Azure Kubernetes Service Cluster Admin Role', 'List cluster admin credential action.', [
    'Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action',
    'Microsoft.ContainerService/managedClusters/read',
  ]),
]
