import type {Pod} from '../../client/pod-objects.ts'

export const isActive = ({metadata, status}: Pod): boolean =>
  metadata.deletionTimestamp === undefined && status?.phase !== 'Succeeded' && status?.phase !== 'Failed'

const readySince = ({status}: Pod): string | undefined => {
  const ready = status?.conditions?.find(({type}) => type === 'Ready')
  return ready?.status === 'True' ? (ready.lastTransitionTime ?? new Date(0).toISOString()) : undefined
}

export const isReady = (pod: Pod): boolean => readySince(pod) !== undefined

/** How many milliseconds until a pod counts as available: 0 when it does, undefined if it is not ready. */
export function availableIn(pod: Pod, minReadySeconds: number): number | undefined {
  const since = readySince(pod)
  if (since === undefined) return undefined
  return minReadySeconds === 0 ? 0 : Math.max(0, Date.parse(since) + minReadySeconds * 1000 - Date.now())
}
