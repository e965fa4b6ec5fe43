import {randomUUID} from 'node:crypto'
import {factOf} from '../../checks/fact.ts'
import type {SmokeNode} from '../../checks/smoke.ts'
import type {Azure} from '../../azure/azure.ts'
import {exitCodes, NotFoundError, UserError} from '../../errors.ts'
import {named, type NodeObject} from '../../kubernetes/objects.ts'
import {readObjects} from '../../kubernetes/read.ts'
import {createObjects} from '../../kubernetes/write.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {interruption} from '../session/interruption.ts'
import {cleanUp, type Broom} from './clean-up.ts'
import {readGroups, resourceGroupsOf} from './look.ts'
import {measure, type SmokeRun} from './measure.ts'
import {nodeResult} from './node-result.ts'
import {samplePod} from './sample-pod.ts'
import {smokePod, type SmokePod, type SmokeTarget} from './smoke-pod.ts'

/** How the sample pods are to be run. */
export interface SmokeSpec {
  /** Pods for each node. */
  readonly count: number
  readonly namespace: string
  readonly timeoutMs: number
  /** What works on after an interrupt, to clean up. */
  readonly last: {readonly azure: () => Promise<Azure>; readonly sleep: (ms: number) => Promise<void>}
}

/**
 * Runs the sample of each node's OS there and tells how long each phase took. Whatever happens, the pods and their container groups are
 * deleted at the end, and what is left is told. Rejects when the pods could not be made or looked at, or when interrupted.
 */
export async function smoke(
  host: Host,
  session: ClusterSession,
  targets: readonly SmokeTarget[],
  spec: SmokeSpec,
): Promise<readonly SmokeNode[]> {
  const id = `vkctl-smoke-${randomUUID().slice(0, 8)}`
  const began = host.now().getTime()
  const {count, namespace, timeoutMs} = spec
  const run: SmokeRun = {id, namespace, deadline: new Date(began + timeoutMs), timeout: `${Math.round(timeoutMs / 1000)} s`}
  const pods = targets
    .flatMap(target => Array.from({length: count}, () => target))
    .map((target, index) => smokePod(target, namespace, `${id}-${index + 1}`, began))
  await prepare(host, session, run, pods)
  let failure: {readonly error: unknown} | undefined
  try {
    await create(host, session, run, pods)
    await measure(host, session, run, pods)
  } catch (error) {
    failure = {error}
  }
  const left = await cleanUpWhatever(host, session, spec, run, pods)
  const all = [...left.values()].flat()
  if (host.signal.aborted) throw interruption(host.signal, failure?.error, lastWords(all, run)) ?? host.signal.reason
  if (failure !== undefined) throw withLeft(failure.error, all)
  return targets.map(target => nodeResult(target, pods, left))
}

/** Nothing is made before it is clear that it can be looked at. */
async function prepare(host: Host, {kubectl}: ClusterSession, {namespace}: SmokeRun, pods: readonly SmokePod[]): Promise<void> {
  const [space] = await Promise.all([
    readObjects(kubectl, [{apiVersion: 'v1', kind: 'Namespace', name: namespace}]),
    readGroups(host.azure, resourceGroupsOf(pods)),
  ])
  // Whoever may not read namespaces may still be allowed to make pods in one.
  if (space.unreadable.length === 0 && space.objects.length === 0)
    throw new NotFoundError(`There is no namespace ${namespace} for the sample pods.`, {hints: ['Give one with --smoke-namespace.']})
}

async function create(host: Host, {kubectl}: ClusterSession, {id}: SmokeRun, pods: readonly SmokePod[]): Promise<void> {
  const nodes = await factOf(
    readObjects(
      kubectl,
      [...new Set(pods.map(({target}) => target.nodeName))].map(name => ({apiVersion: 'v1', kind: 'Node', name})),
    ),
    host.signal,
  )
  const nodeOf = (name: string): NodeObject | undefined => (nodes.known ? named(nodes.value.objects, 'Node', name) : undefined)
  const objects = await Promise.all(pods.map(pod => samplePod(host.root, id, pod, nodeOf(pod.target.nodeName))))
  host.talk.step(`Running ${pods.length} sample pod${pods.length === 1 ? '' : 's'}`)
  const now = host.now().getTime()
  for (const pod of pods) pod.createdAt = now
  await createObjects(kubectl, objects, {mayExist: []})
}

/** An interrupt ends all that the command itself does, so the rest is done by what it does not reach. */
async function cleanUpWhatever(
  host: Host,
  {kubectl, lastKubectl}: ClusterSession,
  {last}: SmokeSpec,
  run: SmokeRun,
  pods: readonly SmokePod[],
): Promise<ReadonlyMap<SmokePod, readonly string[]>> {
  const {talk, now} = host
  const broom: Broom = {kubectl, azure: async () => host.azure, signal: host.signal, sleep: host.sleep, now, talk}
  try {
    host.signal.throwIfAborted()
    return await cleanUp(broom, run, pods)
  } catch (error) {
    if (!host.signal.aborted) throw error
    talk.warning('Interrupted: cleaning up first. A second interrupt ends vkctl at once, and the sample pods stay.')
    let azure: Promise<Azure> | undefined
    const signal = new AbortController().signal
    return cleanUp({...broom, kubectl: lastKubectl, azure: () => (azure ??= last.azure()), signal, sleep: last.sleep}, run, pods)
  }
}

function lastWords(left: readonly string[], {id, namespace}: SmokeRun): readonly string[] {
  if (left.length === 0) return ['The sample pods and their container groups are gone.']
  return [`Left: ${left.join(', ')}.`, `kubectl delete pods --namespace ${namespace} --selector app.kubernetes.io/instance=${id}`]
}

function withLeft(error: unknown, left: readonly string[]): unknown {
  if (left.length === 0 || !(error instanceof UserError)) return error
  return new UserError(error.message, {hints: [...error.hints, `Left: ${left.join(', ')}.`], exitCode: exitCodes.leftOver, cause: error})
}
