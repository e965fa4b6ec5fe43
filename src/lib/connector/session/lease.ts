import {ConflictError} from '../../kubernetes/cluster-errors.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {ofKind, type LeaseObject, type ObjectRef} from '../../kubernetes/objects.ts'
import {readObjects} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {applyObjects, createObjects} from '../../kubernetes/write.ts'
import {connectorLabels} from '../model/labels.ts'

/** A connector that can be locked. Its lock is a Lease in the namespace of its release. */
export interface Lockable {
  readonly release: string
  readonly namespace: string
}

/** A lock expires if it is not renewed for this time. */
export const durationSeconds = 15
/** The longest time that a lock lasts without being renewed, even if the Lease says more. */
const longestSeconds = 30

const unfinished = 'vkctl/unfinished'

/**
 * When the last run that held a Lease may have begun a change that Helm did not finish; undefined if there was no such run. The time goes on until the Lease
 * expires if the run was killed, and ends with its release otherwise.
 */
export function unfinishedTime({metadata, spec = {}}: LeaseObject): {readonly from: number; readonly to: number} | undefined {
  const {acquireTime, renewTime, holderIdentity = ''} = spec
  if (acquireTime === undefined || renewTime === undefined) return undefined
  if (holderIdentity === '' && metadata.annotations?.[unfinished] !== 'true') return undefined
  return {from: Date.parse(acquireTime), to: Date.parse(renewTime) + (holderIdentity === '' ? 0 : durationSeconds * 1000)}
}

export function lockName(release: string): string {
  return `${release}-lock`
}

/** Who holds a Lease; undefined if nobody does, or if the lock has expired. `now` is the time of the API server. */
export function holderOf({spec: {holderIdentity, renewTime, leaseDurationSeconds = 0} = {}}: LeaseObject, now: Date): string | undefined {
  if (holderIdentity === undefined || holderIdentity === '' || renewTime === undefined) return undefined
  const age = now.getTime() - Date.parse(renewTime)
  const duration = Math.min(leaseDurationSeconds, longestSeconds) * 1000
  // A time far in the future does not count. A little ahead is possible, because clocks are read to the second.
  return age < duration && age > -duration ? holderIdentity : undefined
}

export function leaseRef({release, namespace}: Lockable): ObjectRef {
  return {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name: lockName(release), namespace}
}

export async function readLease(kubectl: Kubectl, of: Lockable): Promise<LeaseObject | undefined> {
  const {objects, unread} = await readObjects(kubectl, [leaseRef(of)])
  if (unread.length > 0) throw unreadError(`read the lock on ${of.release}`, unread)
  return ofKind(objects, 'Lease')[0]
}

/** Writes a Lease if it has not changed since `found` was read. Returns its new resourceVersion; undefined if somebody else changed it. */
export async function writeLease(
  kubectl: Kubectl,
  of: Lockable,
  lease: LeaseObject,
  found: {readonly metadata: {readonly resourceVersion?: string}} | undefined,
): Promise<string | undefined> {
  try {
    if (found === undefined) {
      await createObjects(kubectl, [lease], {mayExist: []})
      const created = await readLease(kubectl, of)
      return created?.spec?.holderIdentity === lease.spec?.holderIdentity ? created?.metadata.resourceVersion : undefined
    }
    const {resourceVersion} = found.metadata
    const [written] = await applyObjects(kubectl, [
      {...lease, metadata: {...lease.metadata, ...(resourceVersion !== undefined && {resourceVersion})}},
    ])
    return written?.metadata.resourceVersion
  } catch (error) {
    if (error instanceof ConflictError) return undefined
    throw error
  }
}

export function leaseOf(
  {release, namespace}: Lockable,
  /** Empty if nobody holds it. */
  holderIdentity: string,
  acquired: Date,
  renewed: Date,
  /** The run that held it was interrupted, or Helm failed: then Helm may have left the release unfinished. */
  isUnfinished = false,
): LeaseObject {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name: lockName(release),
      namespace,
      labels: connectorLabels(release, 'lock'),
      ...(isUnfinished && {annotations: {[unfinished]: 'true'}}),
    },
    spec: {holderIdentity, leaseDurationSeconds: durationSeconds, acquireTime: microTime(acquired), renewTime: microTime(renewed)},
  }
}

/** MicroTime of Kubernetes has six digits after the second. */
function microTime(time: Date): string {
  return time.toISOString().replace('Z', '000Z')
}

/** `another vkctl (install-connector on laptop, process 4711, since 2026-11-29T12:00:00Z)`. */
export function holderInWords(holder: string, lease?: LeaseObject): string {
  const [command, host, pid] = holder.split('/')
  const since = lease?.spec?.acquireTime === undefined ? '' : `, since ${lease.spec.acquireTime.slice(0, 19)}Z`
  return pid === undefined ? `another run (${holder}${since})` : `another vkctl (${command} on ${host}, process ${pid}${since})`
}
