import type {ContainerGroupEntry, World} from '../world.ts'

/** Whether the group's containers run. They do not start while one of their images cannot be pulled. */
export function isRunning(world: World, entry: ContainerGroupEntry): boolean {
  const pulled = (entry.body.properties.containers ?? []).every(({properties}) => world.pullFault(properties.image) === undefined)
  return pulled && Date.now() >= startedAt(world, entry)
}

/** When the group's containers start, in milliseconds since the epoch. */
export function startedAt(world: World, entry: ContainerGroupEntry): number {
  return entry.createdAt + world.delays.containerStartMs
}
