import {createHash} from 'node:crypto'
import type {ContainerBody, ContainerGroupEntry, World} from '../world.ts'
import {containerEnd} from './container-end.ts'
import {isRunning, startedAt} from './container-start.ts'

interface Happening {
  readonly name: string
  readonly message: string
  readonly type?: 'Warning'
  readonly count?: number
  readonly first: number
  readonly last?: number
}

/**
 * The events of a container in `instanceView.events`: the pull and the start, or the pulls that failed, which it counts
 * (https://learn.microsoft.com/azure/container-instances/container-instances-troubleshooting).
 */
export function containerEvents(world: World, entry: ContainerGroupEntry, {name, properties}: ContainerBody): readonly unknown[] {
  const {image} = properties
  const begun = entry.createdAt
  const fault = world.pullFault(image)
  if (fault !== undefined) return failedPulls(world, entry, image, fault).map(event)
  const pulling = {name: 'Pulling', message: `pulling image "${image}"`, first: begun}
  if (!isRunning(world, entry)) return [event(pulling)]
  const started = startedAt(world, entry)
  const id = createHash('sha256').update(`${entry.id}/${name}`).digest('hex')
  const end = containerEnd(world, entry, image)
  const killed = {name: 'Killing', message: `Killing container with id ${id}`}
  return [
    pulling,
    {name: 'Pulled', message: `Successfully pulled image "${image}"`, first: started},
    {name: 'Created', message: `Created container with id ${id}`, first: started},
    {name: 'Started', message: `Started container with id ${id}`, first: started},
    ...(end === undefined ? [] : [{...killed, first: end.at}]),
  ].map(event)
}

/** ACI retries a failed pull; here as often as the container would have started. */
function failedPulls(world: World, entry: ContainerGroupEntry, image: string, fault: string): readonly Happening[] {
  const begun = entry.createdAt
  const every = Math.max(1, world.delays.containerStartMs)
  const tries = 1 + Math.floor((Date.now() - begun) / every)
  const failed = tries - 1
  const lastTry = failed === 0 ? begun : begun + failed * every
  const pulling = {name: 'Pulling', message: `pulling image "${image}"`, count: tries, first: begun, last: lastTry}
  if (failed === 0) return [pulling]
  const message = `Failed to pull image "${image}": ${fault}`
  return [
    pulling,
    {name: 'Failed', type: 'Warning', message, count: failed, first: begun + every, last: lastTry},
    {name: 'BackOff', message: `Back-off pulling image "${image}"`, count: failed, first: begun + every, last: lastTry},
  ]
}

function event({name, message, type, count = 1, first, last = first}: Happening): unknown {
  return {
    count,
    firstTimestamp: new Date(first).toISOString(),
    lastTimestamp: new Date(last).toISOString(),
    name,
    message,
    type: type ?? 'Normal',
  }
}
