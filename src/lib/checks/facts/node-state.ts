import type {LeaseObject, NodeObject, PodObject} from '../../kubernetes/objects.ts'

/** Whether the condition Ready of the node is True. Kubernetes sets it to Unknown when the lease of the node expires. */
export function isNodeReady({status}: NodeObject): boolean {
  return status?.conditions?.some(({type, status: value}) => type === 'Ready' && value === 'True') ?? false
}

/** Virtual Kubelet v1.11 sets 40 s, and renews the lease every 10 s. */
const defaultDurationSeconds = 40

/** How long ago a lease was renewed, and how long it lasts, in seconds; undefined if nobody has renewed it. `now` is the time of the API server. */
export function leaseAge(
  lease: LeaseObject | undefined,
  now: Date,
): {readonly age: number; readonly limit: number; readonly expired: boolean} | undefined {
  const {renewTime, leaseDurationSeconds: limit = defaultDurationSeconds} = lease?.spec ?? {}
  if (renewTime === undefined) return undefined
  const age = Math.round((now.getTime() - Date.parse(renewTime)) / 1000)
  // A time that cannot be read counts as expired.
  return {age, limit, expired: !(age <= limit)}
}

/**
 * Whether this pod, and not the one before it, renewed the lease. Both times come from the machine that the pod runs on, so the clock of vkctl's
 * own machine does not matter.
 */
export function isRenewedBy({status}: PodObject, lease: LeaseObject | undefined): boolean {
  const starts = (status?.containerStatuses ?? []).flatMap(({state}) => state?.running?.startedAt ?? [])
  // Another container of the pod may have restarted.
  const [first = ''] = starts.toSorted()
  return Date.parse(lease?.spec?.renewTime ?? '') >= Date.parse(first)
}

/** That somebody deleted a node and what keeps it, as sentences; undefined if nobody did. */
export function whyGoing({metadata: {name, deletionTimestamp, finalizers = []}}: NodeObject): string | undefined {
  if (deletionTimestamp === undefined) return undefined
  const keeping = finalizers.length === 0 ? '' : ` The finalizer ${finalizers.join(', ')} keeps it.`
  return `Somebody deleted the node ${name} at ${deletionTimestamp}.${keeping}`
}
