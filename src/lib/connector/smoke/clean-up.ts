import type {Azure} from '../../azure/azure.ts'
import {factOf} from '../../checks/engine/fact.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {deletePods} from '../../kubernetes/write.ts'
import {counted} from '../../output/counted.ts'
import type {Now, Talk} from '../../talk.ts'
import {isForbidden, leftOf, readRemaining, type Remaining} from './remaining.ts'
import type {SmokePod} from './smoke-pod.ts'

/** What the clean-up uses: the command's own connections or, after an interrupt, those that it does not end. */
export interface CleanUpContext {
  readonly kubectl: Kubectl
  readonly azure: () => Promise<Azure>
  readonly signal: AbortSignal
  readonly sleep: (ms: number) => Promise<void>
  readonly now: () => Date
  readonly talk: Talk
}

const pollMs = 500
/** The connector deletes the container groups of deleted pods within seconds; after this long vkctl does it. */
const connectorMs = 20_000
const limitMs = 120_000
/** The API server may still create a pod whose request was cut off, so nothing may be found this many times in a row. */
const readingsNeeded = 2

/**
 * Deletes the sample pods and their container groups until two readings in a row show nothing or time runs out. Returns what is left of each
 * pod, and what could not be read.
 */
export function cleanUp(
  context: CleanUpContext,
  run: {readonly id: string; readonly namespace: string},
  pods: readonly SmokePod[],
): Promise<ReadonlyMap<SmokePod, readonly string[]>> {
  return context.talk.during('wait', '', now => deleteUntilGone({...context, say: now}, run, pods))
}

async function deleteUntilGone(
  context: CleanUpContext & {readonly say: Now},
  {id, namespace}: {readonly id: string; readonly namespace: string},
  pods: readonly SmokePod[],
): Promise<ReadonlyMap<SmokePod, readonly string[]>> {
  const began = context.now().getTime()
  for (let clear = 0; ;) {
    const remaining = await readRemaining(context, {id, namespace}, pods)
    const left = new Map(pods.map(pod => [pod, leftOf(pod, remaining)]))
    clear = [...left.values()].every(one => one.length === 0) ? clear + 1 : 0
    const took = context.now().getTime() - began
    if (clear >= readingsNeeded || took >= (isForbidden(remaining) ? connectorMs : limitMs)) return left
    if (clear === 0) await deleteRemaining(context, {namespace, waitsForConnector: took < connectorMs}, pods, remaining)
    await context.sleep(pollMs)
  }
}

/** Ignores errors: the next reading shows what is still there. */
async function deleteRemaining(
  context: CleanUpContext & {readonly say: Now},
  {namespace, waitsForConnector}: {readonly namespace: string; readonly waitsForConnector: boolean},
  all: readonly SmokePod[],
  {pods, containerGroups}: Remaining,
): Promise<void> {
  const {kubectl, azure, signal, say} = context
  const present = all.filter(({name}) => !pods.known || pods.value.has(name))
  const withContainerGroup = all.filter(({containerGroupName}) => containerGroups.known && containerGroups.value.has(containerGroupName))
  say(`Cleaning up: ${counted(present.length, 'sample pod')}, ${counted(withContainerGroup.length, 'container group')}`)
  // Its container group is gone and the connector does not act: the pod is only an entry in the API now, so it is deleted by force.
  const stuck = waitsForConnector ? [] : present.filter(pod => containerGroups.known && !withContainerGroup.includes(pod))
  const names = (these: readonly SmokePod[]): readonly string[] => these.map(({name}) => name)
  await factOf(
    Promise.all([
      present.length > stuck.length &&
        deletePods(kubectl, namespace, names(present.filter(pod => !stuck.includes(pod))), {graceSeconds: 1}),
      stuck.length > 0 && deletePods(kubectl, namespace, names(stuck), {graceSeconds: 0, force: true}),
      !waitsForConnector &&
        azure().then(open =>
          Promise.all(
            withContainerGroup.map(({target, containerGroupName}) =>
              open.deleteContainerGroup(target.aciResourceGroup, containerGroupName),
            ),
          ),
        ),
    ]),
    signal,
  )
}
