import {parseAnswer, type ApiAnswer} from './api.ts'
import type {Kubectl} from './kubectl.ts'
import type {KubeObject} from './objects.ts'
import type {Reading} from './read.ts'
import type {Unread} from './unread.ts'

interface Listable {
  readonly groupVersion: string
  readonly kind: string
  readonly plural: string
}

/** Kinds whose objects Kubernetes creates for other objects in the list, or that only report something. */
const derived: ReadonlySet<string> = new Set(['Event', 'Endpoints', 'EndpointSlice', 'PodMetrics'])

/** Lists every object in a namespace, of every kind that the API server says it can list. What cannot be listed is in `unread`. */
export async function listNamespace({api}: Pick<Kubectl, 'api'>, namespace: string): Promise<Reading> {
  const unread: Unread[] = []
  const read = async (path: string, kind: string): Promise<Readonly<Record<string, unknown>> | undefined> => {
    const answer: ApiAnswer = await api.get(path)
    if (answer.refused === undefined) return parseAnswer(answer.text)
    const {reason: status, message: reason} = answer.refused
    unread.push({kind, namespace, ...(status !== undefined && {status}), reason: `${path}: ${reason}`})
    return undefined
  }
  const {groups = []} = ((await read('/apis', 'APIGroupList')) ?? {}) as {
    readonly groups?: readonly {readonly preferredVersion: {readonly groupVersion: string}}[]
  }
  const versions = ['v1', ...groups.map(({preferredVersion}) => preferredVersion.groupVersion)]
  const listable = await Promise.all(
    versions.map(async groupVersion => {
      const {resources = []} = ((await read(rootOf(groupVersion), 'APIResourceList')) ?? {}) as {
        readonly resources?: readonly ApiResource[]
      }
      return resources.filter(isListable).map(({kind, name}): Listable => ({groupVersion, kind, plural: name}))
    }),
  )
  const lists = await Promise.all(
    listable.flat().map(async ({groupVersion, kind, plural}) => {
      const list = await read(`${rootOf(groupVersion)}/namespaces/${encodeURIComponent(namespace)}/${plural}`, kind)
      const items = (list?.['items'] ?? []) as readonly KubeObject[]
      return items.map(item => ({...item, apiVersion: groupVersion, kind}))
    }),
  )
  // Some kinds are served by two groups.
  const objects = new Map(lists.flat().map(object => [object.metadata.uid ?? `${object.kind} ${object.metadata.name}`, object]))
  return {objects: [...objects.values()], unread}
}

interface ApiResource {
  readonly name: string
  readonly kind: string
  readonly namespaced: boolean
  readonly verbs: readonly string[]
}

function isListable({name, kind, namespaced, verbs}: ApiResource): boolean {
  return namespaced && verbs.includes('list') && !name.includes('/') && !derived.has(kind)
}

function rootOf(groupVersion: string): string {
  return groupVersion.includes('/') ? `/apis/${groupVersion}` : `/api/${groupVersion}`
}
