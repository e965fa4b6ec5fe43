import type {Azure, ContainerGroup} from '../../azure/azure.ts'
import {factOf, type Fact} from '../../checks/fact.ts'
import {NotAllowedError} from '../../errors.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import type {PodObject} from '../../kubernetes/objects.ts'
import {deletePods} from '../../kubernetes/write.ts'
import type {Talk} from '../../talk.ts'
import {readGroups, readPods, resourceGroupsOf} from './look.ts'
import type {SmokePod} from './smoke-pod.ts'

/** What cleaning up needs: that of the command or, after an interrupt, what works on. */
export interface Broom {
  readonly kubectl: Kubectl
  readonly azure: () => Promise<Azure>
  readonly signal: AbortSignal
  readonly sleep: (ms: number) => Promise<void>
  readonly now: () => Date
  readonly talk: Talk
}

const pollMs = 500
/** The connector deletes the container groups of deleted pods within seconds; after this long vkctl does it. */
const patienceMs = 20_000
const limitMs = 120_000
/** A pod whose creation was cut short may still come: nothing has to be seen this often. */
const looksNeeded = 2

/** Deletes what is still there of the sample pods and looks again. Gives what is left of each pod, and what could not be looked at. */
export async function cleanUp(
  broom: Broom,
  {id, namespace}: {readonly id: string; readonly namespace: string},
  pods: readonly SmokePod[],
): Promise<ReadonlyMap<SmokePod, readonly string[]>> {
  const began = broom.now().getTime()
  for (let clear = 0; ;) {
    const look = await lookAgain(broom, {id, namespace}, pods)
    const left = new Map(pods.map(pod => [pod, leftOf(pod, look)]))
    clear = [...left.values()].every(one => one.length === 0) ? clear + 1 : 0
    const took = broom.now().getTime() - began
    if (clear >= looksNeeded || took >= (isForbidden(look) ? patienceMs : limitMs)) return left
    if (clear === 0) await sweep(broom, {namespace, isPatient: took < patienceMs}, pods, look)
    await broom.sleep(pollMs)
  }
}

interface Remains {
  readonly pods: Fact<ReadonlyMap<string, PodObject>>
  readonly groups: Fact<ReadonlyMap<string, ContainerGroup>>
}

async function lookAgain(
  {kubectl, azure, signal}: Broom,
  {id, namespace}: {readonly id: string; readonly namespace: string},
  pods: readonly SmokePod[],
): Promise<Remains> {
  const [seen, groups] = await Promise.all([
    factOf(readPods(kubectl, namespace, id), signal),
    factOf(
      azure().then(open => readGroups(open, resourceGroupsOf(pods))),
      signal,
    ),
  ])
  return {pods: seen, groups}
}

/** Whoever may not look will not see more by waiting. */
function isForbidden({pods, groups}: Remains): boolean {
  return [pods, groups].some(fact => !fact.known && fact.error instanceof NotAllowedError)
}

function leftOf({name, namespace, groupName, target}: SmokePod, {pods, groups}: Remains): readonly string[] {
  const pod = `pod ${namespace}/${name}`
  const group = `container group ${target.aciResourceGroup}/${groupName}`
  return [
    ...(pods.known ? (pods.value.has(name) ? [pod] : []) : [`unknown: ${pod}: ${pods.reason}`]),
    ...(groups.known ? (groups.value.has(groupName) ? [group] : []) : [`unknown: ${group}: ${groups.reason}`]),
  ]
}

/** What fails here is seen at the next look. */
async function sweep(
  broom: Broom,
  {namespace, isPatient}: {readonly namespace: string; readonly isPatient: boolean},
  all: readonly SmokePod[],
  {pods, groups}: Remains,
): Promise<void> {
  const {kubectl, azure, signal, talk} = broom
  const present = all.filter(({name}) => !pods.known || pods.value.has(name))
  const withGroup = all.filter(({groupName}) => groups.known && groups.value.has(groupName))
  const count = (things: readonly unknown[], what: string): string => `${things.length} ${what}${things.length === 1 ? '' : 's'}`
  talk.step(`Cleaning up: ${count(present, 'sample pod')}, ${count(withGroup, 'container group')}`)
  // Its container group is gone and the connector does not answer: it is only an entry in the API now.
  const stuck = isPatient ? [] : present.filter(pod => groups.known && !withGroup.includes(pod))
  const names = (these: readonly SmokePod[]): readonly string[] => these.map(({name}) => name)
  await factOf(
    Promise.all([
      present.length > stuck.length &&
        deletePods(kubectl, namespace, names(present.filter(pod => !stuck.includes(pod))), {graceSeconds: 1}),
      stuck.length > 0 && deletePods(kubectl, namespace, names(stuck), {graceSeconds: 0, force: true}),
      !isPatient &&
        azure().then(open =>
          Promise.all(withGroup.map(({target, groupName}) => open.deleteContainerGroup(target.aciResourceGroup, groupName))),
        ),
    ]),
    signal,
  )
}
