import {isDeepStrictEqual} from 'node:util'
import {connectors, linuxRelease, removals, type RemoveResult} from '../lifecycle/connector-result.ts'
import type {ClusterObject, Snapshot} from '../lifecycle/snapshot.ts'
import type {VkctlRun} from '../lifecycle/vkctl-process.ts'
import {releaseRevision} from './asked-state.ts'
import type {Operation} from './operations.ts'

export interface Around {
  readonly before: Snapshot
  readonly after: Snapshot
  /** A world without a connector. */
  readonly empty: Snapshot
  /** Why the asked state does not hold afterwards; empty when it does. */
  readonly notAsked: readonly string[]
}

/** What a run says that is not so. */
export function whatIsUntrue(run: VkctlRun, {tag}: Operation, around: Around): readonly string[] {
  const {before, after, notAsked} = around
  const untrue: string[] = []
  if (run.exitCode === 0 && notAsked.length > 0) untrue.push(`it ended with 0, but: ${notAsked.join('; ')}`)
  const same = isDeepStrictEqual(before, after)
  if (/Nothing was (changed|removed)\./.test(run.stderr) && !same)
    untrue.push(`"Nothing was changed", but ${differences(before, after).join(', ')}`)
  if (run.exitCode === 0 && run.stdout === '') untrue.push('it ended with 0 and printed nothing')
  if (run.stdout === '') return untrue
  try {
    return [
      ...untrue,
      ...(tag === undefined ? removals(run).flatMap(result => removalUntrue(run, result, around)) : installUntrue(run, around, same)),
    ]
  } catch (error) {
    return [...untrue, `its output cannot be read: ${(error as Error).message}`]
  }
}

function installUntrue(run: VkctlRun, {before, after, notAsked}: Around, same: boolean): readonly string[] {
  const untrue: string[] = []
  for (const {status, revision, changed} of connectors(run)) {
    if (status === 'Ready' && notAsked.length > 0) untrue.push(`Ready, but: ${notAsked.join('; ')}`)
    if (run.exitCode === 0 && status !== 'Ready') untrue.push(`it ended with 0 and ${status}`)
    if (!changed && !isDeepStrictEqual(lasting(before), lasting(after))) untrue.push('changed is false, but something was changed')
    if (changed && run.exitCode === 0 && same) untrue.push('changed is true, but nothing was changed')
    if (run.exitCode === 0 && revision !== releaseRevision(after)?.revision)
      untrue.push(`revision ${revision}, but Helm has ${releaseRevision(after)?.revision}`)
  }
  return untrue
}

/** What changes only when somebody changes it, not while a rollout goes on. */
function lasting(snapshot: Snapshot): Snapshot {
  const kept = Object.entries(snapshot).filter(
    ([name]) => !/^(Pod|apps\/ReplicaSet|Node|coordination.k8s.io\/Lease|container group) /.test(name),
  )
  return Object.fromEntries(
    kept.map(([name, value]) => [name, name.startsWith('apps/Deployment ') ? (value as ClusterObject)['spec'] : value]),
  )
}

function removalUntrue({exitCode}: VkctlRun, {removed, left}: RemoveResult, {after, empty}: Around): readonly string[] {
  const stillThere = removed.filter(what => isThere(after, what))
  // Pods that were told to end do so by themselves, and their connector takes their container groups with them.
  const notThere = left.filter(what => !/^(unknown:|pod|container group) /.test(what) && !isThere(after, what))
  // What belongs to another object goes with it. A namespace stays for what is in it, and Kubernetes puts these into it.
  const untold = Object.keys(after).filter(
    name =>
      empty[name] === undefined &&
      !isOwned(after[name]) &&
      !/kube-root-ca\.crt$|ServiceAccount \S+\/default$|^Namespace /.test(name) &&
      !isTold(left, name),
  )
  return [
    ...(stillThere.length > 0 ? [`removed, but still there: ${stillThere.join(', ')}`] : []),
    ...(notThere.length > 0 ? [`left, but not there: ${notThere.join(', ')}`] : []),
    ...(untold.length > 0 && !left.some(what => what.startsWith('unknown: ')) ? [`left, but not told: ${untold.join(', ')}`] : []),
    ...(exitCode === 0 && left.length > 0 ? ['it ended with 0 and something left'] : []),
    ...(exitCode === 7 && left.length === 0 ? ['it ended with 7 and nothing left'] : []),
  ]
}

/** `what` is how `removed` and `left` name things; snapshots name them a little differently (lifecycle/snapshot.ts). */
function isThere(snapshot: Snapshot, what: string): boolean {
  const [kind, name] = [what.slice(0, what.lastIndexOf(' ')), what.slice(what.lastIndexOf(' ') + 1)]
  if (kind === 'release') return releaseRevision(snapshot) !== undefined && name === linuxRelease
  return Object.keys(snapshot).some(
    known =>
      known.toLowerCase().endsWith(`${kind} ${name}`.toLowerCase()) ||
      (kind === 'role assignment' && known === `role assignment ${name.split('/').at(-1)}`) ||
      (kind === 'container group' &&
        known.toLowerCase().startsWith('container group ') &&
        known.toLowerCase().endsWith(`/${name.split('/').at(-1)}`)),
  )
}

function isOwned(value: unknown): boolean {
  const {metadata} = value as Partial<ClusterObject>
  return Array.isArray(metadata?.['ownerReferences'])
}

function isTold(left: readonly string[], known: string): boolean {
  const last = known.split(/[ /]/).at(-1) ?? ''
  return left.some(what => what.endsWith(last)) || (known.includes('sh.helm.release.v1.') && left.some(what => what.startsWith('release ')))
}

export function differences(before: Snapshot, after: Snapshot): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(name => !isDeepStrictEqual(before[name], after[name]))
}
