import {ClusterUnreachable} from '../../kubernetes/cluster-errors.ts'
import type {Host} from './host.ts'

const pollMs = 1000

/** Repeats `act` while the API server cannot be reached, until `deadline`. Throws any other error at once. It must be safe to repeat `act`. */
export async function throughOutage<T>(host: Pick<Host, 'now' | 'sleep'>, deadline: Date, act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof ClusterUnreachable) || host.now() >= deadline) throw error
    }
    await host.sleep(Math.max(0, Math.min(pollMs, deadline.getTime() - host.now().getTime())))
  }
}
