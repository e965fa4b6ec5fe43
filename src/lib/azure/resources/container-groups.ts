import type {Container, ContainerGroup as ArmContainerGroup, ContainerState, Event as ArmEvent} from '@azure/arm-containerinstance'
import {NotFoundError} from '../../errors.ts'
import {lazily, type Arm} from '../transport/arm.ts'
import type {Azure, Capability, ContainerGroup, Usage} from '../azure.ts'
import type {ContainerEnd, ContainerEvent, ContainerInstance} from './container-instance.ts'
import {required} from '../transport/narrow.ts'
import {pagesOf} from '../transport/list-pages.ts'
import {itemsOf} from '../transport/pages.ts'

/** Of Microsoft.ContainerInstance, as in its SDK client. */
const apiVersion = '2023-05-01'

/** What vkctl needs of a container group, as the client of the SDK names it. */
interface NeededContainerGroup extends Partial<Pick<ArmContainerGroup, 'tags' | 'provisioningState' | 'osType' | 'ipAddress'>> {
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly containers?: readonly Partial<Pick<Container, 'resources'>>[]
}

/** The same as Azure sends it: with most fields below `properties`. */
interface SentContainerGroup extends Pick<NeededContainerGroup, 'id' | 'name' | 'tags'> {
  readonly properties?: Pick<NeededContainerGroup, 'provisioningState' | 'osType' | 'ipAddress'> & {
    readonly containers?: readonly {readonly properties?: Partial<Pick<Container, 'resources'>>}[]
  }
}

/** Container groups, and the quotas and capabilities of ACI. */
export function containerGroups(
  arm: Arm,
): Pick<Azure, 'containerGroups' | 'containerGroup' | 'deleteContainerGroup' | 'usages' | 'capabilities'> {
  const client = lazily(async () => {
    const {ContainerInstanceManagementClient} = await import('@azure/arm-containerinstance')
    return new ContainerInstanceManagementClient(arm.credential, arm.subscriptionId, arm.clientOptions)
  })
  return {
    containerGroups(resourceGroup) {
      const thing = `the container groups of ${resourceGroup ?? 'the subscription'}`
      return arm.ask(thing, async () => {
        const groups: ContainerGroup[] = []
        const scope = resourceGroup === undefined ? '' : `/resourceGroups/${encodeURIComponent(resourceGroup)}`
        const path = `/subscriptions/${arm.subscriptionId}${scope}/providers/Microsoft.ContainerInstance/containerGroups`
        // Page by page, and of each group only what is needed: a subscription may have thousands.
        for await (const group of itemsOf({byPage: () => pagesOf<SentContainerGroup>(arm, path, apiVersion, thing)}, thing))
          groups.push(narrow(flat(group), thing))
        return groups
      })
    },
    containerGroup(resourceGroup, name) {
      const thing = `the container group ${name}`
      return arm.ask(thing, async () => {
        try {
          const group = await (await client()).containerGroups.get(resourceGroup, name)
          const containers = group.containers ?? []
          return {
            ...narrow(group, thing),
            state: group.instanceView?.state,
            events: [
              ...(group.instanceView?.events ?? []).map(one => event(one)),
              ...containers.flatMap(container => (container.instanceView?.events ?? []).map(one => event(one, container.name))),
            ],
            containers: containers.map(instance),
          }
        } catch (error) {
          if (error instanceof NotFoundError) return undefined
          throw error
        }
      })
    },
    deleteContainerGroup(resourceGroup, name) {
      return arm.ask(`the container group ${name}`, async () => {
        try {
          // Starts the deletion without waiting for its end: callers list the container groups until it is gone.
          await (await client()).containerGroups.beginDelete(resourceGroup, name)
        } catch (error) {
          if (!(error instanceof NotFoundError)) throw error
        }
      })
    },
    usages(location) {
      const thing = `the quotas of ACI in ${location}`
      return arm.ask(thing, async () => {
        const usages: Usage[] = []
        for await (const {name, currentValue, limit} of itemsOf((await client()).location.listUsage(location), thing)) {
          usages.push({
            name: required(name?.value, 'name', thing),
            current: required(currentValue, 'currentValue', thing),
            limit: required(limit, 'limit', thing),
          })
        }
        return usages
      })
    },
    capabilities(location) {
      const thing = `what ACI offers in ${location}`
      return arm.ask(thing, async () => {
        const found: Capability[] = []
        for await (const {osType, ipAddressType, gpu, capabilities} of itemsOf(
          (await client()).location.listCapabilities(location),
          thing,
        )) {
          found.push({
            osType: required(osType, 'osType', thing),
            ipAddressType: ipAddressType ?? 'Public',
            gpu: gpu ?? 'None',
            maxCpu: required(capabilities?.maxCpu, 'maxCpu', thing),
            maxMemoryGb: required(capabilities?.maxMemoryInGB, 'maxMemoryInGB', thing),
          })
        }
        return found
      })
    },
  }
}

function flat({id, name, tags, properties: {containers = [], ...rest} = {}}: SentContainerGroup): NeededContainerGroup {
  return {id, name, ...(tags !== undefined && {tags}), ...rest, containers: containers.flatMap(({properties}) => properties ?? [])}
}

function narrow({id, name, tags, provisioningState, osType, ipAddress, containers}: NeededContainerGroup, thing: string): ContainerGroup {
  return {
    id: required(id, 'id', thing),
    name: required(name, 'name', thing),
    tags: tags ?? {},
    provisioningState: provisioningState ?? 'Unknown',
    osType: osType ?? 'Linux',
    ip: ipAddress?.ip,
    isPublic: ipAddress?.type === 'Public',
    ports: (ipAddress?.ports ?? []).map(({port}) => port),
    cores: total((containers ?? []).map(({resources}) => resources?.requests?.cpu)),
    memoryGb: total((containers ?? []).map(({resources}) => resources?.requests?.memoryInGB)),
  }
}

/** The sum to two decimal places: 0.1 + 0.2 is 0.3. */
function total(amounts: readonly (number | undefined)[]): number {
  return Math.round(amounts.reduce((sum: number, amount) => sum + (amount ?? 0), 0) * 100) / 100
}

function event({name, type, message, count, firstTimestamp, lastTimestamp}: ArmEvent, container?: string): ContainerEvent {
  return {
    name: name ?? '',
    type: type ?? 'Normal',
    message: message ?? '',
    count: count ?? 1,
    container,
    firstTime: firstTimestamp?.toISOString(),
    lastTime: lastTimestamp?.toISOString(),
  }
}

function instance({name, instanceView: {currentState, previousState, restartCount = 0} = {}}: Container): ContainerInstance {
  return {
    name,
    state: currentState?.state,
    detail: currentState?.detailStatus ?? '',
    restartCount,
    end: endOf(currentState),
    previousEnd: endOf(previousState),
  }
}

function endOf({exitCode, finishTime, detailStatus = ''}: ContainerState = {}): ContainerEnd | undefined {
  return exitCode === undefined ? undefined : {exitCode, finishTime: finishTime?.toISOString(), detail: detailStatus}
}
