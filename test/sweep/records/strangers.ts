import {mkdirSync} from 'node:fs'
import {dirname} from 'node:path'
import type {ContainerGroupEntry} from '../../../sandbox/azure/world.ts'
import type {WorldOptions} from '../../../sandbox/azure/initial-world.ts'
import type {World} from '../../lifecycle/world/world.ts'

/** What belongs to others and a record can name. */
export interface Strangers {
  /** A node of the cluster. */
  readonly machine: string
  /** Another connector of vkctl. */
  readonly node: string
  readonly connectorName: string
  readonly release: string
  readonly namespace: string
  readonly resourceGroup: string
  /** ARM ids. */
  readonly clusterId: string
  readonly otherClusterId: string
  readonly subnetId: string
  readonly identityId: string
  readonly roleAssignmentIds: readonly string[]
  /** Client id and object id of somebody who has roles. */
  readonly principal: {readonly clientId: string; readonly objectId: string}
}

const subscription = '/subscriptions/5b8f1a52-0d3e-4c1c-9f67-3a2f7e1d4c90'
const nodeGroup = 'MC_myResourceGroup_myAKSCluster_eastus'
/** Where the connector was before, and where another connector is. */
export const earlierGroup = 'aci-earlier'
const foreignGroup = 'aci-westus2'

/** A subscription in which others have roles, too. */
export const worldWithStrangers: WorldOptions = {
  registered: ['Microsoft.ContainerInstance'],
  resourceGroups: [{name: earlierGroup, location: 'eastus'}],
  roles: [
    {principal: 'stranger', role: 'Contributor', scope: `${subscription}/resourceGroups/${nodeGroup}`},
    {principal: 'connector-identity', role: 'Contributor', scope: `${subscription}/resourceGroups/${foreignGroup}`},
  ],
}

/** Gives others a release, objects, a connector and container groups. */
export async function settleStrangers(world: World): Promise<Strangers> {
  const {azure, kubectl, helm, vkctl, node, file} = world
  await kubectl('create namespace prod')
  await kubectl('create secret generic payments -n prod --from-literal=a=b')
  const chart = dirname(file('payments/Chart.yaml', 'apiVersion: v2\nname: payments\nversion: 1.0.0\n'))
  mkdirSync(`${chart}/templates`, {recursive: true})
  file('payments/templates/kept.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kept\ndata:\n  a: b\n')
  await helm(`install payments ${chart} -n prod`)
  await vkctl(`install-connector --connector-name other --namespace other --aci-resource-group ${foreignGroup} --assign-role`)
  addGroup(azure, nodeGroup, 'default-of-another-cluster')
  addGroup(azure, foreignGroup, 'default-elsewhere')
  const {clientId, objectId} = azure.principal('connector-identity')
  const {name, resourceGroup} = azure.state.clusters[0] ?? {name: '', resourceGroup: ''}
  const clusterId = `${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${name}`
  return {
    machine: node.name,
    node: 'virtual-kubelet-other-linux-westus2',
    connectorName: 'other',
    release: 'other-linux-westus2',
    namespace: 'other',
    resourceGroup: foreignGroup,
    clusterId,
    otherClusterId: `${clusterId}2`,
    subnetId: `${subscription}/resourceGroups/${nodeGroup}/providers/Microsoft.Network/virtualNetworks/aks-vnet/subnets/aks-subnet`,
    identityId: `${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/connector-identity`,
    roleAssignmentIds: azure.state.roleAssignments.map(
      assignment => `${assignment.scope}/providers/Microsoft.Authorization/roleAssignments/${assignment.name}`,
    ),
    principal: {clientId, objectId},
  }
}

function addGroup(azure: World['azure'], resourceGroup: string, name: string): void {
  const id = `${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerInstance/containerGroups/${name}`
  const tags = {NodeName: 'virtual-kubelet-of-another-cluster', Namespace: 'default', PodName: name, UID: `uid-of-${name}`}
  const group: ContainerGroupEntry = {
    id,
    name,
    resourceGroup,
    createdAt: Date.now(),
    ip: '20.1.2.3',
    body: {location: 'eastus', tags, properties: {osType: 'Linux', containers: []}},
  }
  azure.state.containerGroups.set(id.toLowerCase(), group)
}
