import type {ApiAnswer, ApiServer} from './api-server.ts'
import {kubectlError} from './kubectl-errors.ts'
import type {KubeObject} from './objects.ts'
import type {Reading} from './read.ts'
import {pathOf, type Resource} from './resources.ts'

/** One object, and where it is served. */
export interface Served {
  readonly resource: Resource
  readonly name: string
  readonly namespace?: string
}

/** Reads objects by name, side by side. */
export async function getObjects(api: ApiServer, wanted: readonly Served[]): Promise<Reading> {
  return together(
    await Promise.all(
      wanted.map(async ({resource, ...which}): Promise<Reading> => {
        const answer = await api.get(pathOf(resource, which))
        if (answer.status === 404) return {objects: [], unreadable: []}
        return isGood(answer) ? {objects: [parse(answer) as unknown as KubeObject], unreadable: []} : refused(answer)
      }),
    ),
  )
}

export interface Selection {
  /** Default: all namespaces. */
  readonly namespace?: string | undefined
  readonly labels?: string | undefined
  readonly fields?: string | undefined
}

/** Lists objects of some kinds, side by side. */
export async function listResources(
  api: ApiServer,
  resources: readonly Resource[],
  {namespace, labels, fields}: Selection,
): Promise<Reading> {
  const query = new URLSearchParams({
    ...(labels !== undefined && {labelSelector: labels}),
    ...(fields !== undefined && {fieldSelector: fields}),
  }).toString()
  return together(
    await Promise.all(
      resources.map(async (resource): Promise<Reading> => {
        const path = pathOf(resource, namespace === undefined ? {} : {namespace})
        const answer = await api.get(query === '' ? path : `${path}?${query}`)
        if (!isGood(answer)) return refused(answer)
        const {apiVersion, kind} = resource
        const {items} = parse(answer) as {readonly items?: readonly KubeObject[]}
        // In a list the objects themselves do not say what they are.
        return {objects: (items ?? []).map(object => ({...object, apiVersion, kind})), unreadable: []}
      }),
    ),
  )
}

function together(readings: readonly Reading[]): Reading {
  return {
    objects: readings.flatMap(({objects}) => objects),
    unreadable: [...new Set(readings.flatMap(({unreadable}) => unreadable))],
  }
}

function refused(answer: ApiAnswer): Reading {
  return {objects: [], unreadable: [reasonOf(answer)]}
}

export function isGood({status}: ApiAnswer): boolean {
  return status >= 200 && status < 300
}

/** What the API server says is wrong: the message of its Status object, which kubectl prints as well. */
export function reasonOf(answer: ApiAnswer): string {
  const {message} = statusOf(answer)
  return typeof message === 'string' && message !== '' ? message : `the API server answered ${answer.status}`
}

/** Whether an object could not be created because there is one of that name. */
export function isTaken(answer: ApiAnswer): boolean {
  return statusOf(answer).reason === 'AlreadyExists'
}

/** Nothing when something in between answered: what that says is a page for people at best. */
function statusOf({text}: ApiAnswer): {readonly message?: unknown; readonly reason?: unknown} {
  try {
    return (JSON.parse(text) as {readonly message?: unknown; readonly reason?: unknown} | null) ?? {}
  } catch {
    return {}
  }
}

export function parse({text}: ApiAnswer): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed === 'object' && parsed !== null) return parsed as Readonly<Record<string, unknown>>
  } catch {
    // Said below.
  }
  throw kubectlError('read the cluster', 'the API server answered with something that is not JSON', 1)
}
