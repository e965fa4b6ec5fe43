import type {Azure} from '../../azure/azure.ts'
import type {OpenCluster} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {cleanUp, type CleanUpContext} from './clean-up.ts'
import type {SmokePod} from './smoke-pod.ts'

/** What the clean-up uses after an interrupt. */
export interface AfterInterrupt {
  readonly azure: () => Promise<Azure>
  readonly sleep: (ms: number) => Promise<void>
}

/**
 * Cleans up, even if an interrupt came before or comes meanwhile. The interrupt ends the command's own programs and requests, so the rest uses
 * others. Returns what is left of each pod.
 */
export async function alwaysCleanUp(
  host: Host,
  {kubectl, lastKubectl}: OpenCluster,
  last: AfterInterrupt,
  run: {readonly id: string; readonly namespace: string},
  pods: readonly SmokePod[],
): Promise<ReadonlyMap<SmokePod, readonly string[]>> {
  const {talk, now} = host
  const context: CleanUpContext = {kubectl, azure: async () => host.azure, signal: host.signal, sleep: host.sleep, now, talk}
  try {
    host.signal.throwIfAborted()
    return await cleanUp(context, run, pods)
  } catch (error) {
    if (!host.signal.aborted) throw error
    talk.warning('Interrupted: deleting the sample pods first. A second interrupt ends vkctl at once and leaves them.')
    let azure: Promise<Azure> | undefined
    const signal = new AbortController().signal
    return cleanUp({...context, kubectl: lastKubectl, azure: () => (azure ??= last.azure()), signal, sleep: last.sleep}, run, pods)
  }
}
