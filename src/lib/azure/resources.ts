import type {Provider as ArmProvider} from '@azure/arm-resources'
import {lazily, type Arm} from './arm.ts'
import type {Azure, Provider} from './azure.ts'
import {required} from './narrow.ts'

/** Resource groups and resource providers. */
export function resources(arm: Arm): Pick<Azure, 'resourceGroup' | 'provider' | 'registerProvider'> {
  const client = lazily(async () => {
    const {ResourceManagementClient} = await import('@azure/arm-resources')
    return new ResourceManagementClient(arm.credential, arm.subscriptionId, arm.clientOptions)
  })
  return {
    resourceGroup(name) {
      const thing = `the resource group ${name}`
      return arm.ask(thing, async () => {
        const group = await (await client()).resourceGroups.get(name)
        return {
          id: required(group.id, 'id', thing),
          name: required(group.name, 'name', thing),
          location: required(group.location, 'location', thing),
        }
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
  }
}

function narrow({namespace, registrationState, resourceTypes}: ArmProvider, thing: string): Provider {
  return {
    namespace: required(namespace, 'namespace', thing),
    registrationState: required(registrationState, 'registrationState', thing),
    containerGroupLocations: resourceTypes?.find(({resourceType}) => resourceType?.toLowerCase() === 'containergroups')?.locations ?? [],
  }
}
