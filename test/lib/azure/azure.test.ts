import {describe, expect, it} from '@jest/globals'
import {load} from 'js-yaml'
import {startRig, type Rig} from './azure-under-test.ts'

const group = 'myResourceGroup'
const cluster = {resourceGroup: group, name: 'myAKSCluster'}
const contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c'

const arm = (rig: Rig, path: string) => `/subscriptions/${rig.sandbox.subscriptionId}${path}`

describe('opening Azure', () => {
  it('signs in once for everything, and asks each thing once', async () => {
    await using rig = await startRig({registered: ['Microsoft.ContainerInstance']})
    const azure = await rig.open()
    await Promise.all([
      azure.cluster(cluster),
      azure.clusterCredentials(cluster, {admin: false}),
      azure.resourceGroup(group),
      azure.provider('Microsoft.ContainerInstance'),
      azure.containerGroups(group),
      azure.roleAssignments(arm(rig, `/resourceGroups/${group}`), rig.sandbox.principal('kubelet').objectId),
      azure.roleDefinitions(arm(rig, `/resourceGroups/${group}`)),
    ])
    const aks = arm(rig, `/resourceGroups/${group}/providers/Microsoft.ContainerService/managedClusters/myAKSCluster`)
    const {tenantId} = rig.sandbox
    expect(rig.requests().toSorted()).toEqual(
      [
        'GET /metadata/endpoints',
        `GET /${tenantId}/v2.0/.well-known/openid-configuration`,
        `POST /${tenantId}/oauth2/v2.0/token`,
        `GET ${aks}`,
        `POST ${aks}/listClusterUserCredential`,
        `GET ${arm(rig, `/resourcegroups/${group}`)}`,
        `GET ${arm(rig, '/providers/Microsoft.ContainerInstance')}`,
        `GET ${arm(rig, `/resourceGroups/${group}/providers/Microsoft.ContainerInstance/containerGroups`)}`,
        `GET ${arm(rig, `/resourceGroups/${group}/providers/Microsoft.Authorization/roleAssignments`)}`,
        `GET ${arm(rig, `/resourceGroups/${group}/providers/Microsoft.Authorization/roleDefinitions`)}`,
      ].toSorted(),
    )
  })

  it('signs in once even when two audiences are asked for at once', async () => {
    await using rig = await startRig({entraId: true})
    const azure = await rig.open()
    await Promise.all([azure.clusterToken(), azure.resourceGroup(group), azure.containerGroups(group)])
    expect(rig.said.filter(({text}) => text.startsWith('Signed in'))).toHaveLength(1)
    expect(rig.requests().filter(line => line.endsWith('/token'))).toHaveLength(2)
  })

  it('tells cloud, tenant and subscription, and with --verbose who signed in', async () => {
    await using rig = await startRig()
    const azure = await rig.open()
    await azure.resourceGroup(group)
    const {endpoint, tenantId, subscriptionId} = rig.sandbox
    expect(azure).toMatchObject({
      tenantId,
      subscriptionId,
      cloud: {
        name: 'VkctlSandbox',
        resourceManager: endpoint,
        authority: endpoint,
        audience: `${endpoint}/`,
        custom: true,
        azureJsonName: 'AzurePublicCloud',
      },
    })
    const {clientId} = rig.sandbox.principal('operator')
    expect(rig.said).toContainEqual({level: 'info', text: `Signed in with the service principal ${clientId} and its secret.`})
  })
})

describe('clusters', () => {
  it('are narrowed from what ARM answers', async () => {
    await using rig = await startRig({
      entraId: true,
      cluster: {virtualNodeAddon: true, nodeResourceGroupLocked: true, localAccountsDisabled: true, powerState: 'Stopped'},
    })
    const kubelet = rig.sandbox.principal('kubelet')
    expect(await (await rig.open()).cluster(cluster)).toEqual({
      id: expect.stringMatching(/\/managedClusters\/myAKSCluster$/),
      name: 'myAKSCluster',
      resourceGroup: group,
      location: 'eastus',
      nodeResourceGroup: 'MC_myResourceGroup_myAKSCluster_eastus',
      fqdn: expect.any(String),
      privateFqdn: undefined,
      kubernetesVersion: '1.36.3',
      provisioningState: 'Succeeded',
      powerState: 'Stopped',
      kubeletIdentity: {clientId: kubelet.clientId, objectId: kubelet.objectId},
      entraId: true,
      localAccountsDisabled: true,
      virtualNodeAddon: true,
      nodeResourceGroupLocked: true,
      azurePortalFqdn: expect.any(String),
      dnsServiceIp: '10.0.0.10',
      authorizedIpRanges: [],
      privateCluster: false,
      nodeSubnetIds: [],
      network: {plugin: 'azure', pluginMode: undefined, dataplane: undefined, policy: undefined},
      nodePools: [expect.objectContaining({name: 'nodepool1', osType: 'Linux', vmSizes: ['Standard_DS2_v2'], count: 1, taints: []})],
      nodeAutoProvisioning: false,
    })
  })

  it('show in a preview version whether pods reach the instance metadata service', async () => {
    await using plain = await startRig()
    const {id} = await (await plain.open()).cluster(cluster)
    expect(await (await plain.open()).podLinkLocalAccess(id)).toBeUndefined()
    await using restricted = await startRig({cluster: {network: {podLinkLocalAccess: 'None'}}})
    expect(await (await restricted.open()).podLinkLocalAccess(id)).toBe('None')
    // Azure withdraws a version in preview.
    restricted.fail({path: String.raw`managedClusters/myAKSCluster\?api-version=[\d-]+-preview`, status: 400, times: 1})
    expect(await (await restricted.open()).podLinkLocalAccess(id)).toBeUndefined()
  })

  it('may run with a service principal, without add-on, lock or Entra ID', async () => {
    await using rig = await startRig({clusterServicePrincipal: 'some-client'})
    expect(await (await rig.open()).cluster(cluster)).toMatchObject({
      kubeletIdentity: undefined,
      entraId: false,
      localAccountsDisabled: false,
      virtualNodeAddon: false,
      nodeResourceGroupLocked: false,
      powerState: 'Running',
    })
  })

  it.each([
    [false, 'clusterUser_myResourceGroup_myAKSCluster'],
    [true, 'clusterAdmin_myResourceGroup_myAKSCluster'],
  ])('hand out a kubeconfig (admin %p)', async (admin, user) => {
    await using rig = await startRig()
    const secret = await (await rig.open()).clusterCredentials(cluster, {admin})
    expect(String(secret)).toBe('***')
    expect(load(secret.reveal())).toMatchObject({kind: 'Config', users: [{name: user}]})
  })

  it('take a token of the user on an Entra ID cluster', async () => {
    await using rig = await startRig({entraId: true})
    const token = await (await rig.open()).clusterToken()
    expect(String(token)).toBe('***')
    expect(rig.sandbox.verifyUserToken(token.reveal())).toBeDefined()
  })
})

describe('resource providers', () => {
  it('are registered, and tell where container groups can run', async () => {
    await using rig = await startRig({delays: {registrationMs: Infinity}})
    const azure = await rig.open()
    const before = await azure.provider('Microsoft.ContainerInstance')
    expect(before).toMatchObject({namespace: 'Microsoft.ContainerInstance', registrationState: 'NotRegistered'})
    expect(before.containerGroupLocations).toContain('West Europe')
    expect((await azure.registerProvider('Microsoft.ContainerInstance')).registrationState).toBe('Registering')
    expect((await azure.provider('Microsoft.ContainerInstance')).registrationState).toBe('Registering')
    expect((await azure.provider('Microsoft.Network')).containerGroupLocations).toEqual([])
  })

  it('are not found by a wrong name', async () => {
    await using rig = await startRig()
    await expect((await rig.open()).provider('Microsoft.Nope')).rejects.toMatchObject({
      exitCode: 3,
      message: "(InvalidResourceNamespace) The resource namespace 'Microsoft.Nope' is invalid.",
    })
  })
})

describe('roles', () => {
  it('are assigned once, found, and taken back', async () => {
    await using rig = await startRig()
    const azure = await rig.open()
    const scope = arm(rig, `/resourceGroups/${group}`)
    const principalId = rig.sandbox.principal('kubelet').objectId
    const role = arm(rig, `/providers/Microsoft.Authorization/roleDefinitions/${contributor}`)
    expect(await azure.roleAssignments(scope, principalId)).toEqual([])

    const made = await azure.assignRole(scope, role, principalId, 'For a test')
    expect(made).toEqual({
      id: expect.stringContaining(`${scope}/providers/Microsoft.Authorization/roleAssignments/`),
      roleDefinitionId: role,
      principalId,
      scope,
      description: 'For a test',
      createdOn: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    })
    expect(await azure.assignRole(scope, role, principalId, 'Another text')).toEqual(made)
    expect(await azure.roleAssignments(scope, principalId)).toEqual([made])
    expect(await azure.roleAssignments(arm(rig, ''), principalId)).toEqual([])

    expect(await azure.deleteRoleAssignment(made.id)).toBe(true)
    expect(await azure.deleteRoleAssignment(made.id)).toBe(false)
    expect(await azure.roleAssignments(scope, principalId)).toEqual([])
  })

  it('that somebody else assigned are given as they are', async () => {
    await using rig = await startRig({roles: [{principal: 'kubelet', role: 'Contributor'}]})
    const azure = await rig.open()
    const principalId = rig.sandbox.principal('kubelet').objectId
    const role = arm(rig, `/providers/Microsoft.Authorization/roleDefinitions/${contributor}`)
    const [theirs] = await azure.roleAssignments(arm(rig, `/resourceGroups/${group}`), principalId)
    expect(theirs).toMatchObject({scope: arm(rig, ''), roleDefinitionId: role})
    rig.requests()
    expect(await azure.assignRole(arm(rig, ''), role, principalId, '')).toEqual(theirs)
    expect(rig.requests()).toHaveLength(2)
  })

  it('tell what they permit', async () => {
    await using rig = await startRig()
    const definitions = await (await rig.open()).roleDefinitions(arm(rig, `/resourceGroups/${group}`))
    expect(definitions.find(({name}) => name === 'Contributor')).toMatchObject({
      id: arm(rig, `/providers/Microsoft.Authorization/roleDefinitions/${contributor}`),
      permissions: [{actions: ['*'], notActions: expect.arrayContaining(['Microsoft.Authorization/*/Write'])}],
    })
  })
})

describe('what the caller may do', () => {
  it('is told by its roles, and by deny assignments above', async () => {
    await using rig = await startRig({cluster: {nodeResourceGroupLocked: true}})
    const scope = arm(rig, '/resourceGroups/MC_myResourceGroup_myAKSCluster_eastus')
    const azure = await rig.open()
    expect(await azure.callerObjectId()).toBe(rig.sandbox.principal('operator').objectId)
    expect(await azure.callerPermissions(scope)).toEqual([{actions: ['*'], notActions: []}])
    const subnet = `${scope}/providers/Microsoft.Network/virtualNetworks/aks-vnet/subnets/aci-subnet`
    expect(await azure.callerPermissions(subnet)).toEqual([{actions: ['*'], notActions: []}])
    expect(await azure.denyAssignments(`${scope}/providers/Microsoft.Network/virtualNetworks/aks-vnet`)).toEqual([
      {
        id: expect.stringContaining(`${scope}/providers/Microsoft.Authorization/denyAssignments/`),
        name: 'Deny assignment for AKS node resource group',
        scope,
        principalIds: ['00000000-0000-0000-0000-000000000000'],
        excludedPrincipalIds: [],
        inherited: true,
        permissions: [{actions: ['*'], notActions: ['*/read']}],
      },
    ])
    expect(await azure.denyAssignments(arm(rig, `/resourceGroups/${group}`))).toEqual([])
  })

  it('is not told to whoever may not read, nor of a group that is not there', async () => {
    await using rig = await startRig()
    const stranger = await rig.open({env: rig.env('stranger')})
    const scope = arm(rig, `/resourceGroups/${group}`)
    await expect(stranger.denyAssignments(scope)).rejects.toMatchObject({
      exitCode: 8,
      message: expect.stringContaining('Microsoft.Authorization/denyAssignments/read'),
    })
    await expect(stranger.callerPermissions(scope)).rejects.toMatchObject({exitCode: 8})
    await expect((await rig.open()).callerPermissions(`${scope}-none`)).rejects.toMatchObject({exitCode: 3})
  })
})

describe('virtual networks', () => {
  const inGroup = '/resourceGroups/MC_myResourceGroup_myAKSCluster_eastus/providers/Microsoft.Network'

  it('are read with their subnets', async () => {
    await using rig = await startRig()
    const [subnet] = rig.sandbox.state.virtualNetworks[0]?.subnets.splice(0, 1) ?? []
    rig.sandbox.state.virtualNetworks[0]?.subnets.push({
      name: 'unfit',
      properties: {
        addressPrefixes: ['10.227.0.0/24', 'fd00::/64'],
        routeTable: {id: '/routes'},
        serviceAssociationLinks: [{properties: {linkedResourceType: 'Microsoft.Web/serverFarms'}}],
        ipConfigurations: subnet?.properties.ipConfigurations ?? [],
      },
    })
    const id = arm(rig, `${inGroup}/virtualNetworks/aks-vnet`)
    expect(await (await rig.open()).virtualNetwork(id)).toEqual({
      id,
      location: 'eastus',
      subnets: [
        {
          id: `${id}/subnets/aci-subnet`,
          name: 'aci-subnet',
          addressPrefixes: ['10.225.0.0/24'],
          delegations: ['Microsoft.ContainerInstance/containerGroups'],
          routeTableId: undefined,
          natGatewayId: arm(rig, `${inGroup}/natGateways/aci-nat`),
          associationLinks: [],
          ipConfigurationIds: [],
        },
        {
          id: `${id}/subnets/unfit`,
          name: 'unfit',
          addressPrefixes: ['10.227.0.0/24', 'fd00::/64'],
          delegations: [],
          routeTableId: '/routes',
          natGatewayId: undefined,
          associationLinks: ['Microsoft.Web/serverFarms'],
          ipConfigurationIds: [expect.stringContaining('/ipConfigurations/ipconfig1')],
        },
      ],
    })
  })

  it('are not found, or not to be read', async () => {
    await using rig = await startRig()
    const id = arm(rig, `${inGroup}/virtualNetworks/aks-vnet`)
    await expect((await rig.open()).virtualNetwork(`${id}2`)).rejects.toMatchObject({exitCode: 3})
    await expect((await rig.open({env: rig.env('stranger')})).virtualNetwork(id)).rejects.toMatchObject({
      exitCode: 8,
      message: expect.stringContaining('Microsoft.Network/virtualNetworks/read'),
    })
  })
})

describe('managed identities', () => {
  it('are read by their id', async () => {
    await using rig = await startRig()
    const {clientId, objectId} = rig.sandbox.principal('connector-identity')
    const id = arm(rig, `/resourcegroups/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/connector-identity`)
    const azure = await rig.open()
    expect(await azure.userAssignedIdentity(id)).toEqual({id, clientId, objectId})
    await expect(azure.userAssignedIdentity(`${id}2`)).rejects.toMatchObject({exitCode: 3})
    await expect((await rig.open({env: rig.env('stranger')})).userAssignedIdentity(id)).rejects.toMatchObject({exitCode: 8})
  })

  it('are known of the scale sets of the nodes', async () => {
    await using rig = await startRig()
    const nodes = 'MC_myResourceGroup_myAKSCluster_eastus'
    const azure = await rig.open()
    const kubelet = rig.sandbox.principal('kubelet').clientId
    const other = rig.sandbox.principal('connector-identity').clientId
    const found = (await azure.scaleSetIdentities(nodes)).map(({clientId}) => clientId)
    expect(found).toEqual([kubelet])
    rig.sandbox.state.nodeIdentities.push(other)
    expect(await azure.scaleSetIdentities(nodes)).toEqual([
      expect.objectContaining({clientId: kubelet}),
      {
        scaleSet: 'aks-nodepool1-00000000-vmss',
        id: expect.stringMatching(/\/userAssignedIdentities\/connector-identity$/),
        clientId: other,
      },
    ])
    expect(await azure.scaleSetIdentities(group)).toEqual([])
    await expect(azure.scaleSetIdentities('none')).rejects.toMatchObject({exitCode: 3})
    await expect((await rig.open({env: rig.env('stranger')})).scaleSetIdentities(nodes)).rejects.toMatchObject({exitCode: 8})
  })
})

describe('what ACI offers in a location', () => {
  it('is told with the quotas that are used', async () => {
    await using rig = await startRig({registered: ['Microsoft.ContainerInstance']})
    const azure = await rig.open()
    expect(await azure.usages('eastus')).toEqual([
      {name: 'ContainerGroups', current: 0, limit: 100},
      {name: 'StandardCores', current: 0, limit: 100},
    ])
    const [linux] = await azure.capabilities('eastus')
    expect(linux).toEqual({osType: 'Linux', ipAddressType: 'Public', gpu: 'None', maxCpu: 4, maxMemoryGb: 16})
    const stranger = await rig.open({env: rig.env('stranger')})
    await expect(stranger.usages('eastus')).rejects.toMatchObject({exitCode: 8})
    await expect(stranger.capabilities('eastus')).rejects.toMatchObject({exitCode: 8})
  })
})

describe('proving a service principal', () => {
  it('gives who it is', async () => {
    await using rig = await startRig()
    const {clientId, objectId} = rig.sandbox.principal('connector-sp')
    const {Secret} = await import('../../../src/lib/secret.ts')
    const azure = await rig.open()
    const secret = rig.env('connector-sp')['AZURE_CLIENT_SECRET'] ?? ''
    expect(await azure.signIn({clientId, clientSecret: new Secret(secret)})).toEqual({clientId, objectId})
  })

  it('says whether Azure accepts it in a resource group, by what it may list there', async () => {
    await using rig = await startRig({roles: [{principal: 'connector-sp', role: 'Contributor'}]})
    const {Secret} = await import('../../../src/lib/secret.ts')
    const azure = await rig.open()
    const accepts = (person: 'connector-sp' | 'stranger') =>
      azure.acceptsPrincipal(
        {clientId: rig.sandbox.principal(person).clientId, clientSecret: new Secret(rig.env(person)['AZURE_CLIENT_SECRET'] ?? '')},
        rig.sandbox.state.clusters[0]?.nodeResourceGroup ?? '',
      )
    expect(await accepts('connector-sp')).toBe(true)
    expect(await accepts('stranger')).toBe(false)
  })

  it('tells why it failed, and not the secret', async () => {
    await using rig = await startRig()
    const {clientId} = rig.sandbox.principal('connector-sp')
    const {Secret} = await import('../../../src/lib/secret.ts')
    const failed = await (await rig.open()).signIn({clientId, clientSecret: new Secret('wr0ng!')}).catch((error: unknown) => error)
    expect(failed).toMatchObject({
      exitCode: 8,
      message: expect.stringMatching(
        new RegExp(`^Signing in with the service principal ${clientId} failed: AADSTS7000215: Invalid client secret provided\\.`),
      ),
    })
    const {inspect} = await import('node:util')
    expect(inspect(failed, {depth: 20, showHidden: true})).not.toContain('wr0ng')
  })
})
