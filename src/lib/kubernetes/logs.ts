import type {ApiAnswer} from './api.ts'
import type {Kubectl} from './kubectl.ts'
import {pathOf, resourceNamed} from './resources.ts'

export interface LogQuery {
  /** The number of lines, counted from the end. */
  readonly lines: number
  /** Required if the pod has several containers. */
  readonly container?: string
  /** Whether to read the log of the container before its last restart. */
  readonly previous?: boolean
  readonly timeoutMs?: number
}

/** The last lines of a container's log, or why they cannot be read. */
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
