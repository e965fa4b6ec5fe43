import type {ContainerGroup as ArmContainerGroup} from '@azure/arm-containerinstance'
import {NotFoundError} from '../errors.ts'
import {lazily, type Arm} from './arm.ts'
import type {Azure, ContainerGroup} from './azure.ts'
import {required} from './narrow.ts'

export function containerGroups(arm: Arm): Pick<Azure, 'containerGroups' | 'deleteContainerGroup'> {
  const client = lazily(async () => {
    const {ContainerInstanceManagementClient} = await import('@azure/arm-containerinstance')
    return new ContainerInstanceManagementClient(arm.credential, arm.subscriptionId, arm.clientOptions)
  })
  return {
    containerGroups(resourceGroup) {
      const thing = `the container groups of ${resourceGroup}`
      return arm.ask(thing, async () => {
        const groups: ContainerGroup[] = []
        for await (const group of (await client()).containerGroups.listByResourceGroup(resourceGroup)) groups.push(narrow(group, thing))
        return groups
      })
    },
    deleteContainerGroup(resourceGroup, name) {
      return arm.ask(`the container group ${name}`, async () => {
        try {
          // Begun, not awaited: whoever deletes looks at the list until it is gone.
          await (await client()).containerGroups.beginDelete(resourceGroup, name)
        } catch (error) {
          if (!(error instanceof NotFoundError)) throw error
        }
      })
    },
  }
}

function narrow({id, name, tags, provisioningState, ipAddress}: ArmContainerGroup, thing: string): ContainerGroup {
  return {
    id: required(id, 'id', thing),
    name: required(name, 'name', thing),
    tags: tags ?? {},
    provisioningState: provisioningState ?? 'Unknown',
    ip: ipAddress?.ip,
  }
}
