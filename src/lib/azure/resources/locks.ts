import type {Arm} from '../transport/arm.ts'
import {pagesOf} from '../transport/list-pages.ts'
import {required} from '../transport/narrow.ts'
import {itemsOf} from '../transport/pages.ts'
import type {Lock} from './access.ts'
import type {Azure} from '../azure.ts'
import {resourceGroupId} from './ids.ts'

interface SentLock {
  readonly id?: string
  readonly name?: string
  readonly properties?: {readonly level?: string}
}

const apiVersion = '2020-05-01'

export function locks(arm: Arm): Pick<Azure, 'locks'> {
  return {
    locks(resourceGroup) {
      const thing = `the locks of ${resourceGroup}`
      return arm.ask(thing, async () => {
        const scope = resourceGroupId(arm.subscriptionId, resourceGroup)
        const path = `${resourceGroupId(arm.subscriptionId, encodeURIComponent(resourceGroup))}/providers/Microsoft.Authorization/locks`
        const found: Lock[] = []
        for await (const {id, name, properties} of itemsOf({byPage: () => pagesOf<SentLock>(arm, path, apiVersion, thing)}, thing)) {
          const lock = {
            id: required(id, 'id', thing),
            name: required(name, 'name', thing),
            level: required(properties?.level, 'properties.level', thing),
          }
          if (locksAllOf(lock, scope)) found.push(lock)
        }
        return found
      })
    },
  }
}

/** Azure also lists the locks of single resources in the group. */
function locksAllOf({id}: Lock, scope: string): boolean {
  const [locked = ''] = id.split(/\/providers\/Microsoft\.Authorization\/locks\//i)
  return `${scope}/`.toLowerCase().startsWith(`${locked}/`.toLowerCase())
}
