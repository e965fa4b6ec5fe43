import {ClusterUnreachable} from '../../kubernetes/kubectl-errors.ts'
import type {Host} from './host.ts'

const pollMs = 1000

/** Does what may be done twice, again and again while the API server is away; gives up at `deadline`. Any other failure counts at once. */
export async function throughOutage(host: Pick<Host, 'now' | 'sleep'>, deadline: Date, act: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof ClusterUnreachable) || host.now() >= deadline) throw error
    }
    await host.sleep(Math.max(0, Math.min(pollMs, deadline.getTime() - host.now().getTime())))
  }
}
