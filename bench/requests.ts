import type {Faults, LoggedRequest} from '../sandbox/faults.ts'

/** Requests of vkctl to Resource Manager. Those about container groups are the connectors' own; an install makes none. */
function isArmRequest({server, path}: LoggedRequest): boolean {
  return server === 'azure' && path.startsWith('/subscriptions/') && !path.includes('/containerGroups')
}

/** Milliseconds from `began` (a time of Date.now()) until Azure was asked for anything. */
export function startOf(requests: readonly LoggedRequest[], began: number): number {
  const first = requests.find(({server, path}) => server === 'azure' && !path.includes('/containerGroups'))
  return first === undefined ? 0 : Date.parse(first.at) - began
}

/** Far longer than what happens between two answers of Azure. */
const delayMs = 4000

/**
 * Counts the requests of an install, and the rounds they come in. Every answer is held back for some seconds, so what is asked for within
 * the first seconds needed no answer, what comes in the next seconds needed one, and so on.
 */
export async function countArmRequests(
  faults: Faults,
  install: () => Promise<unknown>,
): Promise<{readonly count: number; readonly rounds: number}> {
  faults.set([{server: 'azure', path: '^/subscriptions/(?!.*containerGroups)', delayMs, times: 1000}])
  faults.forgetRequests()
  await install()
  faults.set([])
  const arrivals = faults.requests.filter(isArmRequest).map(({at}) => Date.parse(at))
  const first = Math.min(...arrivals)
  return {count: arrivals.length, rounds: new Set(arrivals.map(at => Math.floor((at - first) / delayMs))).size}
}
