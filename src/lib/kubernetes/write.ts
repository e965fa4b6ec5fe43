import {Secret} from '../secret.ts'
import {isGood, isTaken, parse, refusal} from './api-read.ts'
import type {ApiAnswer, ApiClient} from './api-client.ts'
import {kubectlError} from './kubectl-errors.ts'
import type {Kubectl} from './kubectl.ts'
import type {KubeObject, ObjectRef} from './objects.ts'
import {parseItems} from './read.ts'
import {isServed, pathOf, resourceOf, type Resource} from './resources.ts'

/** vkctl's name in `metadata.managedFields`. */
const fieldManager = 'vkctl'

/** What is written here is vkctl's own. To check it against the schema, kubectl would first fetch the description of every kind there is. */
const unchecked = '--validate=false'

const applying = 'apply the objects of the connector'

/** Does what applyObjects does with objects that are vkctl's own: by the API server itself where its access is known. */
export async function applyOwn(kubectl: Kubectl, objects: readonly KubeObject[]): Promise<readonly KubeObject[]> {
  const served = objects.map(object => ({object, resource: resourceOf(object)}))
  const {api} = kubectl
  if (api === undefined || !served.every(isServed)) return applyObjects(kubectl, objects)
  const answers: ApiAnswer[] = []
  for (const {object, resource} of served) {
    const path = pathOf(resource, object.metadata)
    // Asked again after it was done, what may only replace one version would seem to have met another.
    const once = object.metadata.resourceVersion !== undefined
    const answer = await api.apply(`${path}?fieldManager=${fieldManager}&force=true`, object, {once})
    answers.push(answer)
    // Of two that claim the same objects, one takes them all or none. Else all are tried, as kubectl does.
    if (once && !isGood(answer)) break
  }
  const refused = answers.find(answer => !isGood(answer))
  if (refused !== undefined) throw refusal(applying, refused)
  return answers.map(answer => parse(answer) as unknown as KubeObject)
}

/**
 * Brings objects to the given state by server-side apply: unlike the client-side one it leaves no copy of a Secret in an annotation.
 * Fields that somebody else set are taken over. Gives the objects as the server stored them.
 */
export async function applyObjects(kubectl: Kubectl, objects: readonly KubeObject[]): Promise<readonly KubeObject[]> {
  const stdout = await kubectl.call(
    applying,
    ['apply', '--server-side', `--field-manager=${fieldManager}`, '--force-conflicts', unchecked, '-o', 'json', '-f', '-'],
    {input: new Secret(JSON.stringify({apiVersion: 'v1', kind: 'List', items: objects}))},
  )
  return parseItems(stdout)
}

/**
 * Creates objects. Rejects when one exists already, unless it is among `mayExist`; gives those of them that did. Through kubectl the others may
 * have been created all the same: it goes on after an object that it cannot create.
 */
export async function createObjects(
  kubectl: Kubectl,
  objects: readonly KubeObject[],
  {mayExist}: {readonly mayExist: readonly KubeObject[]},
): Promise<readonly KubeObject[]> {
  const doing = `create ${objects.map(({kind, metadata}) => `${kind} ${metadata.name}`).join(', ')}`
  const served = objects.map(object => ({object, resource: resourceOf(object)}))
  if (kubectl.api !== undefined && served.every(isServed)) return createInTurn(kubectl.api, served, {mayExist, doing})
  const {exitCode, stderr} = await kubectl.try(['create', `--field-manager=${fieldManager}`, unchecked, '-o', 'name', '-f', '-'], {
    input: new Secret(JSON.stringify({apiVersion: 'v1', kind: 'List', items: objects})),
  })
  if (exitCode === 0) return []
  // `Error from server (AlreadyExists): error when creating "STDIN": secrets "x" already exists`
  const says = (line: string, {kind, metadata}: KubeObject): boolean =>
    line.includes(`${kind?.toLowerCase()}s "${metadata.name}" already exists`)
  const lines = stderr.split('\n')
  const fatal = lines.filter(line => line !== '' && !mayExist.some(object => says(line, object)))
  if (fatal.length > 0) throw kubectlError(doing, fatal.join('\n'), exitCode)
  return mayExist.filter(object => lines.some(line => says(line, object)))
}

/** Creates one after the other; nothing after one that cannot be created. */
async function createInTurn(
  api: ApiClient,
  served: readonly {readonly object: KubeObject; readonly resource: Resource}[],
  {mayExist, doing}: {readonly mayExist: readonly KubeObject[]; readonly doing: string},
): Promise<readonly KubeObject[]> {
  const existed: KubeObject[] = []
  for (const {object, resource} of served) {
    const {namespace} = object.metadata
    const path = pathOf(resource, namespace === undefined ? {} : {namespace})
    const answer = await api.create(`${path}?fieldManager=${fieldManager}`, object)
    if (isGood(answer)) continue
    if (!isTaken(answer) || !mayExist.includes(object)) throw refusal(doing, answer)
    existed.push(object)
  }
  return existed
}

/** Deletes objects that may be gone already; with `wait` it returns when they are gone. */
export async function deleteObjects(
  kubectl: Kubectl,
  refs: readonly ObjectRef[],
  {waitMs}: {readonly waitMs?: number} = {},
): Promise<void> {
  if (refs.length === 0) return
  const items = refs.map(({apiVersion, kind, name, namespace}) => ({
    apiVersion,
    kind,
    metadata: {name, ...(namespace !== undefined && {namespace})},
  }))
  await kubectl.call(
    `delete ${refs.map(ref => `${ref.kind} ${ref.name}`).join(', ')}`,
    [
      'delete',
      '-f',
      '-',
      '--ignore-not-found',
      ...(waitMs === undefined ? ['--wait=false'] : ['--wait=true', `--timeout=${Math.ceil(waitMs / 1000)}s`]),
    ],
    {input: JSON.stringify({apiVersion: 'v1', kind: 'List', items}), timeoutMs: (waitMs ?? 0) + 60_000},
  )
}

/** Marks a node so that no further pod is placed on it. */
export async function cordon(kubectl: Kubectl, node: string): Promise<void> {
  await kubectl.call(`cordon the node ${node}`, ['cordon', node])
}

/** Lets pods be placed on a node again. */
export async function uncordon(kubectl: Kubectl, node: string): Promise<void> {
  await kubectl.call(`uncordon the node ${node}`, ['uncordon', node])
}

/** Moves pods off a node with respect to disruption budgets and their own grace periods. */
export async function drain(kubectl: Kubectl, node: string, timeoutMs: number): Promise<void> {
  await kubectl.call(
    `drain the node ${node}`,
    ['drain', node, '--ignore-daemonsets', '--delete-emptydir-data', '--force', `--timeout=${Math.ceil(timeoutMs / 1000)}s`],
    {timeoutMs: timeoutMs + 30_000},
  )
}

/** Deletes pods without waiting for them to end; `force` removes them from the API without asking their node. */
export async function deletePods(
  kubectl: Kubectl,
  namespace: string,
  names: readonly string[],
  {graceSeconds, force = false}: {readonly graceSeconds: number; readonly force?: boolean},
): Promise<void> {
  await kubectl.call(`delete pods in ${namespace}`, [
    'delete',
    'pods',
    ...names,
    '--namespace',
    namespace,
    '--ignore-not-found',
    '--wait=false',
    `--grace-period=${graceSeconds}`,
    ...(force ? ['--force'] : []),
  ])
}
