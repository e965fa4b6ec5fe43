import type {ApiAnswer} from './api.ts'
import type {Kubectl} from './kubectl.ts'
import {pathOf, resourceNamed} from './resources.ts'

export interface LogQuery {
  /** How many lines, of the last. */
  readonly lines: number
  /** Only a pod of one container needs none. */
  readonly container?: string
  /** Of the run before the last restart. */
  readonly previous?: boolean
  readonly timeoutMs?: number
}

/** The last lines of what a container wrote, or why its node does not give them. */
export function readLog(
  {api}: Kubectl,
  pod: {readonly name: string; readonly namespace: string},
  {lines, container, previous = false, timeoutMs}: LogQuery,
): Promise<ApiAnswer> {
  const query = new URLSearchParams({
    tailLines: String(lines),
    ...(container !== undefined && {container}),
    ...(previous && {previous: 'true'}),
  }).toString()
  return api.get(`${pathOf(resourceNamed('pods'), pod)}/log?${query}`, timeoutMs === undefined ? {} : {timeoutMs})
}
