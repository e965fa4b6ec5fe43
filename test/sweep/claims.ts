import {isDeepStrictEqual} from 'node:util'
import {connectors, removals, type ConnectorResult, type RemoveResult} from '../lifecycle/world/connector-result.ts'
import type {ClusterObject, Snapshot} from '../lifecycle/world/snapshot.ts'
import type {VkctlRun} from '../lifecycle/world/vkctl-process.ts'
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
    return [...untrue, ...(tag === undefined ? removalsUntrue(run, removals(run), around) : installsUntrue(run, connectors(run), around))]
  } catch (error) {
    return [...untrue, `its output cannot be read: ${(error as Error).message}`]
  }
}

function installsUntrue({exitCode}: VkctlRun, results: readonly ConnectorResult[], around: Around): readonly string[] {
  const {before, after} = around
  const untrue = results.flatMap(result => installUntrue(result, around))
  const ready = results.filter(({status}) => status === 'Ready').length
  if (exitCode === 0 && ready < results.length) untrue.push(`it ended with 0 and ${ready} Ready`)
  if ((exitCode === 6) !== (ready > 0 && ready < results.length)) untrue.push(`it ended with ${exitCode} and ${ready} Ready`)
  const changed = results.some(result => result.changed)
  if (!changed && !isDeepStrictEqual(lasting(before), lasting(after))) untrue.push('changed is false, but something was changed')
  if (changed && exitCode === 0 && isDeepStrictEqual(before, after)) untrue.push('changed is true, but nothing was changed')
  return untrue
}

function installUntrue({release, status, revision}: ConnectorResult, {after, notAsked}: Around): readonly string[] {
  if (status !== 'Ready') return []
  const not = notAsked.filter(reason => reason.startsWith(`${release}: `))
  const last = releaseRevision(after, release)?.revision
  return [
    ...(not.length > 0 ? [`Ready, but: ${not.join('; ')}`] : []),
    ...(revision === last ? [] : [`revision ${revision} of ${release}, but Helm has ${last}`]),
  ]
}

/** What changes only when somebody changes it, not while a rollout goes on. To remember options for later installs is no change. */
function lasting(snapshot: Snapshot): Snapshot {
  const kept = Object.entries(snapshot).filter(
    ([name]) => !/^(Pod|apps\/ReplicaSet|Node|coordination.k8s.io\/Lease|container group) |^Secret \S+-record$/.test(name),
  )
  return Object.fromEntries(
    kept.map(([name, value]) => [name, name.startsWith('apps/Deployment ') ? (value as ClusterObject)['spec'] : value]),
  )
}

function removalsUntrue({exitCode}: VkctlRun, results: readonly RemoveResult[], {after, empty}: Around): readonly string[] {
  const removed = results.flatMap(result => result.removed)
  const left = results.flatMap(result => result.left)
  const stillThere = removed.filter(what => isThere(after, what))
  // Pods that were told to end do so by themselves, and their connector takes their container groups with them.
  const notThere = left.filter(what => !/^(unknown:|pod|container group) /.test(what) && !isThere(after, what))
  // What belongs to another object goes with it. A namespace stays for what is in it, and Kubernetes puts these into it. A lock stays with what it locks.
  const untold = Object.keys(after).filter(
    name =>
      empty[name] === undefined &&
      !isOwned(after[name]) &&
      !/kube-root-ca\.crt$|ServiceAccount \S+\/default$|^Namespace |Lease \S+-lock$/.test(name) &&
      !isTold(left, name),
  )
  const whole = results.filter(result => result.left.length === 0).length
  return [
    ...(stillThere.length > 0 ? [`removed, but still there: ${stillThere.join(', ')}`] : []),
    ...(notThere.length > 0 ? [`left, but not there: ${notThere.join(', ')}`] : []),
    ...(untold.length > 0 && !left.some(what => what.startsWith('unknown: ')) ? [`left, but not told: ${untold.join(', ')}`] : []),
    ...(exitCode === 0 && left.length > 0 ? ['it ended with 0 and something left'] : []),
    ...(exitCode === 7 && left.length === 0 ? ['it ended with 7 and nothing left'] : []),
    ...(exitCode === 6 && whole === 0 ? ['it ended with 6, and nothing was removed whole'] : []),
    ...(exitCode === 1 && whole > 0 && whole < results.length ? ['it ended with 1, and something was removed whole'] : []),
  ]
}

/** `what` is how `removed` and `left` name things; snapshots name them a little differently (lifecycle/world/snapshot.ts). */
function isThere(snapshot: Snapshot, what: string): boolean {
  const [kind, name] = [what.slice(0, what.lastIndexOf(' ')), what.slice(what.lastIndexOf(' ') + 1)]
  if (kind === 'release') return releaseRevision(snapshot, name) !== undefined
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
  const [, release] = /\/sh\.helm\.release\.v1\.(.+)\.v\d+$/.exec(known) ?? []
  return left.some(what => what.endsWith(last)) || (release !== undefined && left.includes(`release ${release}`))
}

function differences(before: Snapshot, after: Snapshot): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(name => !isDeepStrictEqual(before[name], after[name]))
}
