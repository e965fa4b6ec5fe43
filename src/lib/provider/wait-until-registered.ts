import {vkctl} from '../printed-commands/printed-command.ts'
import type {Azure} from '../azure/azure.ts'
import {TimedOutError, UserError} from '../errors.ts'
import type {Now, Talk} from '../talk.ts'

const firstPauseMs = 1000
const longestPauseMs = 10_000
/** ARM may still return the old state right after the request, so vkctl accepts it for this long. */
const settlingMs = 15_000

export interface Registration {
  readonly azure: Pick<Azure, 'provider'>
  readonly namespace: string
  /** What ARM answered to the request to register. */
  readonly registrationState: string
  readonly timeoutMs: number
  /** Clock and sleep. */
  readonly system: {now(): Date; sleep(ms: number): Promise<void>}
  readonly talk: Pick<Talk, 'during'>
}

/**
 * Polls a resource provider, at growing intervals, until it is Registered.
 * Rejects with UserError if the registration was cancelled or did not start, with TimedOutError if time runs out.
 */
export async function waitUntilRegistered(registration: Registration): Promise<void> {
  await registration.talk.during('wait', '', now => poll(registration, now))
}

async function poll({azure, namespace, registrationState, timeoutMs, system}: Registration, now: Now): Promise<void> {
  const started = system.now().getTime()
  const elapsed = () => system.now().getTime() - started
  let state = registrationState
  let wasRegistering = false
  for (let pause = firstPauseMs; state !== 'Registered'; pause = Math.min(pause * 1.5, longestPauseMs)) {
    wasRegistering ||= state === 'Registering'
    if (state !== 'Registering' && (wasRegistering || elapsed() >= settlingMs)) {
      throw new UserError(`${namespace} is ${state}: the registration was cancelled or did not start.`, {
        hints: ['Register it again:', vkctl`provider register --namespace ${namespace} --wait`],
      })
    }
    const left = timeoutMs - elapsed()
    if (left <= 0) {
      throw new TimedOutError(`${namespace} is still ${state} after ${Math.round(elapsed() / 1000)} seconds.`, {
        hints: ['The registration continues in Azure. To check it:', vkctl`provider check --namespace ${namespace}`],
      })
    }
    now(`Waiting for ${namespace} to be registered: ${state}`)
    await system.sleep(Math.min(pause, left))
    state = (await azure.provider(namespace)).registrationState
  }
}
