import type {ContainerBody, ContainerGroupEntry, World} from '../world.ts'

/** Whether the group's containers run by now. */
export function isRunning(world: World, entry: ContainerGroupEntry): boolean {
  return Date.now() >= startedAt(world, entry)
}

function startedAt(world: World, entry: ContainerGroupEntry): number {
  return entry.createdAt + world.delays.containerStartMs
}

function container(world: World, entry: ContainerGroupEntry, {name, properties}: ContainerBody): unknown {
  const running = isRunning(world, entry)
  const at = new Date(running ? startedAt(world, entry) : entry.createdAt).toISOString()
  const event = (what: string, message: string): unknown => ({
    count: 1,
    firstTimestamp: at,
    lastTimestamp: at,
    name: what,
    message,
    type: 'Normal',
  })
  return {
    name,
    properties: {
      command: [],
      ports: [],
      ...properties,
      // Values given as secure are never read back.
      environmentVariables: (properties.environmentVariables ?? []).map(({secureValue: _, ...shown}) => shown),
      instanceView: {
        restartCount: 0,
        currentState: running ? {state: 'Running', startTime: at, detailStatus: ''} : {state: 'Waiting', detailStatus: ''},
        events: running
          ? [event('Pulled', `Successfully pulled image "${properties.image}"`), event('Started', 'Started container')]
          : [event('Pulling', `pulling image "${properties.image}"`)],
      },
    },
  }
}

/** On a subnet a group has an address without asking for one. */
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
      initContainers: properties['initContainers'] ?? [],
      ...ipAddress(entry, running),
      instanceView: {events: [], state: running ? 'Running' : 'Pending'},
    },
    id: entry.id,
    name: entry.name,
    type: 'Microsoft.ContainerInstance/containerGroups',
    location: entry.body.location,
    tags: entry.body.tags ?? {},
  }
}
