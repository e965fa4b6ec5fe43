import type {Provider as ArmProvider, ResourceGroup as ArmResourceGroup} from '@azure/arm-resources'
import {lazily, type Arm} from '../transport/arm.ts'
import type {Azure, Provider, ResourceGroup} from '../azure.ts'
import type {ScaleSetIdentity} from './scale-set-identity.ts'
import {required} from '../transport/narrow.ts'
import {itemsOf} from '../transport/pages.ts'
import {withoutSlash} from './ids.ts'
import {linkLocalAccessOf} from './link-local-access.ts'
import {narrowVirtualNetwork} from './virtual-networks.ts'

type Resources = Pick<
  Azure,
  | 'podLinkLocalAccess'
  | 'resourceGroup'
  | 'resourceGroups'
  | 'provider'
  | 'registerProvider'
  | 'virtualNetwork'
  | 'userAssignedIdentity'
  | 'scaleSetIdentities'
>

/** API versions of Microsoft.Network and Microsoft.ManagedIdentity. They are read as generic resources, so their SDK clients are not needed. */
const networkVersion = '2024-05-01'
const identityVersion = '2023-01-31'

/** Resource groups, resource providers, and resources of which only a few properties are read. */
export function resources(arm: Arm): Resources {
  const client = lazily(async () => {
    const {ResourceManagementClient} = await import('@azure/arm-resources')
    return new ResourceManagementClient(arm.credential, arm.subscriptionId, arm.clientOptions)
  })
  return {
    resourceGroup(name) {
      const thing = `the resource group ${name}`
      return arm.ask(thing, async () => {
        return narrowGroup(await (await client()).resourceGroups.get(name), thing)
      })
    },
    resourceGroups() {
      const thing = 'the resource groups of the subscription'
      return arm.ask(thing, async () => {
        const found: ResourceGroup[] = []
        for await (const group of itemsOf((await client()).resourceGroups.list(), thing)) found.push(narrowGroup(group, thing))
        return found
      })
    },
    provider(namespace) {
      const thing = `the resource provider ${namespace}`
      return arm.ask(thing, async () => narrow(await (await client()).providers.get(namespace), thing))
    },
    registerProvider(namespace) {
      const thing = `the resource provider ${namespace}`
      return arm.ask(thing, async () => narrow(await (await client()).providers.register(namespace), thing))
    },
    async podLinkLocalAccess(id) {
      const thing = 'the preview settings of the cluster'
      return arm.ask(thing, async () => linkLocalAccessOf(await client(), id))
    },
    virtualNetwork(id) {
      const thing = `the virtual network ${id}`
      return arm.ask(thing, async () =>
        narrowVirtualNetwork(await (await client()).resources.getById(withoutSlash(id), networkVersion), thing),
      )
    },
    userAssignedIdentity(id) {
      const thing = `the identity ${id}`
      return arm.ask(thing, async () => {
        const found = await (await client()).resources.getById(withoutSlash(id), identityVersion)
        const {clientId, principalId} = (found.properties ?? {}) as {readonly clientId?: string; readonly principalId?: string}
        return {
          id: required(found.id, 'id', thing),
          clientId: required(clientId, 'clientId', thing),
          objectId: required(principalId, 'principalId', thing),
        }
      })
    },
    scaleSetIdentities(resourceGroup) {
      const thing = `the scale sets of ${resourceGroup}`
      return arm.ask(thing, async () => {
        const found: ScaleSetIdentity[] = []
        const filter = "resourceType eq 'Microsoft.Compute/virtualMachineScaleSets'"
        for await (const {name: scaleSet = '', identity} of itemsOf(
          (await client()).resources.listByResourceGroup(resourceGroup, {filter}),
          thing,
        )) {
          const entries = Object.entries(identity?.userAssignedIdentities ?? {})
          found.push(...entries.flatMap(([id, {clientId}]) => (clientId === undefined ? [] : [{scaleSet, id, clientId}])))
        }
        return found
      })
    },
  }
}

function narrowGroup(group: ArmResourceGroup, thing: string): ResourceGroup {
  return {
    id: required(group.id, 'id', thing),
    name: required(group.name, 'name', thing),
    location: required(group.location, 'location', thing),
    ...(typeof group.managedBy === 'string' && {managedBy: group.managedBy}),
  }
}

function narrow({namespace, registrationState, resourceTypes}: ArmProvider, thing: string): Provider {
  return {
    namespace: required(namespace, 'namespace', thing),
    registrationState: required(registrationState, 'registrationState', thing),
    containerGroupLocations: resourceTypes?.find(({resourceType}) => resourceType?.toLowerCase() === 'containergroups')?.locations ?? [],
  }
}
