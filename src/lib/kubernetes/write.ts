import {parseAnswer, refusalError, writeQuery, type Refusal} from './api.ts'
import type {Kubectl} from './kubectl.ts'
import type {KubeObject, ObjectRef} from './objects.ts'
import {pathOf, resourceOf} from './resources.ts'

/**
 * Applies objects in their order, with server-side apply: client-side apply would leave a copy of a Secret in an annotation. Takes over fields that somebody
 * else set. After an error, applies the remaining objects all the same, and then rejects. But stops at once if an object with a resourceVersion cannot be
 * applied: of two runs that want the same objects, one must get all of them. Returns the objects as the server stored them.
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
 * Creates objects in their order, and stops at the first that cannot be created. Rejects if an object exists, unless it is in `mayExist`. Returns the objects
 * of `mayExist` that existed.
 */
export async function createObjects(
  {api}: Kubectl,
  objects: readonly KubeObject[],
  {mayExist}: {readonly mayExist: readonly KubeObject[]},
): Promise<readonly KubeObject[]> {
  const existed: KubeObject[] = []
  for (const object of objects) {
    const refused = await createObject({api}, object)
    if (refused === undefined) continue
    if (refused.reason !== 'AlreadyExists' || !mayExist.includes(object))
      throw refusalError(`create ${objects.map(({kind, metadata}) => `${kind} ${metadata.name}`).join(', ')}`, refused)
    existed.push(object)
  }
  return existed
}

/** Creates one object. Returns why the API server refuses it: a policy, a quota, a webhook, a missing right; undefined if it exists now. */
export async function createObject({api}: Pick<Kubectl, 'api'>, object: KubeObject): Promise<Refusal | undefined> {
  const {namespace} = object.metadata
  const path = pathOf(resourceOf(object), namespace === undefined ? {} : {namespace})
  const {refused} = await api.create(`${path}${writeQuery(false)}`, object, {once: true})
  return refused
}

/** Deletes objects. Ignores those that do not exist. With `waitMs`, waits until all are gone, and rejects with TimedOutError if that takes longer. */
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

/** Sets how many pods a Deployment runs. Does not wait for them. */
export async function scaleDeployment(
  kubectl: Kubectl,
  {namespace, name}: {readonly namespace: string; readonly name: string},
  replicas: number,
): Promise<void> {
  await kubectl.call(`scale the Deployment ${namespace}/${name}`, [
    'scale',
    'deployment',
    name,
    '--namespace',
    namespace,
    `--replicas=${replicas}`,
  ])
}

/** Evicts the pods of a node. Respects disruption budgets and the grace periods of the pods. */
export async function drain(kubectl: Kubectl, node: string, timeoutMs: number): Promise<void> {
  await kubectl.call(
    `drain the node ${node}`,
    ['drain', node, '--ignore-daemonsets', '--delete-emptydir-data', '--force', `--timeout=${Math.ceil(timeoutMs / 1000)}s`],
    {timeoutMs: timeoutMs + 30_000},
  )
}

/** Deletes pods and does not wait until they have ended. `force` deletes them from the API at once, without the kubelet of their node. */
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
