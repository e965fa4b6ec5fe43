import {fieldManager, parseAnswer, refusalError, type Refusal} from './api.ts'
import type {Kubectl} from './kubectl.ts'
import type {KubeObject, ObjectRef} from './objects.ts'
import {pathOf, resourceOf} from './resources.ts'

/**
 * Brings objects to the given state by server-side apply, in their order: unlike the client-side one it leaves no copy of a Secret in an annotation.
 * Fields that somebody else set are taken over. All are tried, unless one that may only replace one version does not: of two that claim the same objects,
 * one takes them all or none. Gives the objects as the server stored them.
 */
export async function applyObjects({api}: Kubectl, objects: readonly KubeObject[]): Promise<readonly KubeObject[]> {
  const stored: KubeObject[] = []
  const refusals: Refusal[] = []
  for (const object of objects) {
    const {text, refused} = await api.apply(pathOf(resourceOf(object), object.metadata), object)
    if (refused === undefined) stored.push(parseAnswer(text) as unknown as KubeObject)
    else refusals.push(refused)
    if (refused !== undefined && object.metadata.resourceVersion !== undefined) break
  }
  const [first] = refusals
  if (first !== undefined) throw refusalError('apply the objects of the connector', first)
  return stored
}

/**
 * Creates objects in their order, and nothing after one that cannot be created. Rejects when one exists already, unless it is among `mayExist`; gives
 * those of them that did.
 */
export async function createObjects(
  {api}: Kubectl,
  objects: readonly KubeObject[],
  {mayExist}: {readonly mayExist: readonly KubeObject[]},
): Promise<readonly KubeObject[]> {
  const existed: KubeObject[] = []
  for (const object of objects) {
    const {namespace} = object.metadata
    const path = pathOf(resourceOf(object), namespace === undefined ? {} : {namespace})
    const {refused} = await api.create(`${path}?fieldManager=${fieldManager}`, object, {once: true})
    if (refused === undefined) continue
    if (refused.reason !== 'AlreadyExists' || !mayExist.includes(object))
      throw refusalError(`create ${objects.map(({kind, metadata}) => `${kind} ${metadata.name}`).join(', ')}`, refused)
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
