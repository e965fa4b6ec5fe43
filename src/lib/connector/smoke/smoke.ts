import {randomUUID} from 'node:crypto'
import {kubectl as kubectlCommand} from '../../printed-commands/printed-command.ts'
import type {Line} from '../../printed-commands/printed-lines.ts'
import type {SmokeNode} from '../../checks/facts/smoke.ts'
import {exitCodes, NotFoundError, UserError} from '../../errors.ts'
import {readObjects} from '../../kubernetes/read.ts'
import type {OpenCluster} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {interruption} from '../session/interruption.ts'
import {alwaysCleanUp, type AfterInterrupt} from './always-clean-up.ts'
import {createPods} from './create-pods.ts'
import {measure, type SmokeRun} from './measure.ts'
import {nodeResult} from './node-result.ts'
import {readContainerGroups, resourceGroupsOf} from './read-state.ts'
import {smokePod, type SmokePod, type SmokeTarget} from './smoke-pod.ts'

/** How to run the sample pods. */
export interface SmokeSpec {
  /** Pods for each node. */
  readonly count: number
  readonly namespace: string
  readonly timeoutMs: number
  /** What the clean-up after an interrupt uses. */
  readonly last: AfterInterrupt
}

/**
 * Runs sample pods on each node and returns how long each phase took. Always deletes the pods and their container groups at the end, and
 * reports what is left. Rejects if the pods could not be read, and when interrupted.
 */
export async function smoke(
  host: Host,
  session: OpenCluster,
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
  await checkBefore(host, session, run, pods)
  let failure: {readonly error: unknown} | undefined
  try {
    await createPods(host, session, run, pods)
    const made = pods.filter(isMade)
    if (made.length > 0) await measure(host, session, run, made)
  } catch (error) {
    failure = {error}
  }
  const made = pods.filter(isMade)
  const left = made.length === 0 ? new Map() : await alwaysCleanUp(host, session, spec.last, run, made)
  const all = [...left.values()].flat()
  if (host.signal.aborted) throw interruption(host.signal, failure?.error, howItIsLeft(all, run)) ?? host.signal.reason
  if (failure !== undefined) throw withWhatIsLeft(failure.error, all)
  return targets.map(target => nodeResult(target, pods, left))
}

const isMade = ({failure}: SmokePod): boolean => failure?.refused !== true

/** Before any pod is created, checks that the namespace exists and that container groups can be read. */
async function checkBefore(host: Host, {kubectl}: OpenCluster, {namespace}: SmokeRun, pods: readonly SmokePod[]): Promise<void> {
  const [space] = await Promise.all([
    readObjects(kubectl, [{apiVersion: 'v1', kind: 'Namespace', name: namespace}]),
    readContainerGroups(host.azure, resourceGroupsOf(pods)),
  ])
  // A user who may not read namespaces may still be allowed to create pods in one.
  if (space.unread.length === 0 && space.objects.length === 0)
    throw new NotFoundError(`The namespace ${namespace} for the sample pods does not exist.`, {
      hints: ['Choose another one with --smoke-namespace.'],
    })
}

function howItIsLeft(left: readonly string[], {id, namespace}: SmokeRun): readonly Line[] {
  if (left.length === 0) return ['The sample pods and their container groups are gone.']
  return [`Left: ${left.join(', ')}.`, kubectlCommand`delete pods --namespace ${namespace} --selector app.kubernetes.io/instance=${id}`]
}

function withWhatIsLeft(error: unknown, left: readonly string[]): unknown {
  if (left.length === 0 || !(error instanceof UserError)) return error
  return new UserError(error.message, {hints: [...error.hints, `Left: ${left.join(', ')}.`], exitCode: exitCodes.leftOver, cause: error})
}
