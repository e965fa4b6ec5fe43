import type {ContainerBody, ContainerGroupEntry, World} from '../world.ts'
import {containerEvents} from './container-events.ts'
import {containerEnd, endedState} from './container-end.ts'
import {isRunning, startedAt} from './container-start.ts'

function container(world: World, entry: ContainerGroupEntry, {name, properties}: ContainerBody): unknown {
  const running = isRunning(world, entry)
  const at = new Date(running ? startedAt(world, entry) : entry.createdAt).toISOString()
  const end = containerEnd(world, entry, properties.image)
  const current = running ? {state: 'Running', startTime: at, detailStatus: ''} : {state: 'Waiting', detailStatus: ''}
  return {
    name,
    properties: {
      command: [],
      ports: [],
      ...properties,
      // Azure never returns secure values.
      environmentVariables: (properties.environmentVariables ?? []).map(({secureValue: _, ...shown}) => shown),
      instanceView: {
        ...(end?.view ?? {restartCount: 0, currentState: current}),
        events: containerEvents(world, entry, {name, properties}),
      },
    },
  }
}

/** On a subnet, a container group gets an address even if the request has none. */
function ipAddress({body: {properties}, ip, subnetId}: ContainerGroupEntry, running: boolean): object {
  const asked = properties.ipAddress ?? (subnetId === undefined ? undefined : {type: 'Private', ports: []})
  return asked === undefined ? {} : {ipAddress: {...asked, ...(running && {ip})}}
}

/** A container group as ARM shows it now. */
export function containerGroup(world: World, entry: ContainerGroupEntry): unknown {
  const running = isRunning(world, entry)
  const {properties} = entry.body
  return {
    properties: {
      sku: 'Standard',
      restartPolicy: 'Always',
      ...properties,
      provisioningState: running ? 'Succeeded' : 'Pending',
      containers: (properties.containers ?? []).map(one => container(world, entry, one)),
      imageRegistryCredentials: (properties.imageRegistryCredentials ?? []).map(({password: _, ...shown}) => shown),
      initContainers: properties.initContainers ?? [],
      ...ipAddress(entry, running),
      instanceView: {events: [], state: endedState(world, entry) ?? (running ? 'Running' : 'Pending')},
    },
    id: entry.id,
    name: entry.name,
    type: 'Microsoft.ContainerInstance/containerGroups',
    location: entry.body.location,
    tags: entry.body.tags ?? {},
  }
}
