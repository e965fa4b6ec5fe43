import type {ApiAnswer, ApiClient} from './api-client.ts'
import type {UserError} from '../errors.ts'
import {ConflictError, isConflict, kubectlError, unreachable} from './kubectl-errors.ts'
import type {KubeObject} from './objects.ts'
import type {Reading} from './read.ts'
import {pathOf, type Resource} from './resources.ts'
import type {Asked} from './unread.ts'

/** One object, and where it is served. */
export interface Served {
  readonly resource: Resource
  readonly name: string
  readonly namespace?: string
}

/** Reads objects by name, side by side. */
export async function getObjects(api: ApiClient, wanted: readonly Served[]): Promise<Reading> {
  return together(
    await Promise.all(
      wanted.map(async ({resource, name, namespace}): Promise<Reading> => {
        const which = {name, ...(namespace !== undefined && {namespace})}
        const answer = await api.get(pathOf(resource, which))
        if (isAbsent(answer, name)) return {objects: [], unread: []}
        return isGood(answer)
          ? {objects: [parse(answer) as unknown as KubeObject], unread: []}
          : refused(answer, {kind: resource.kind, ...which})
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
  api: ApiClient,
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
        if (!isGood(answer)) return refused(answer, {kind: resource.kind, ...(namespace !== undefined && {namespace})})
        const {apiVersion, kind} = resource
        const {items} = parse(answer)
        if (!Array.isArray(items)) throw notUnderstood()
        // In a list the objects themselves do not say what they are.
        return {objects: (items as KubeObject[]).map(object => ({...object, apiVersion, kind})), unread: []}
      }),
    ),
  )
}

function together(readings: readonly Reading[]): Reading {
  return {
    objects: readings.flatMap(({objects}) => objects),
    unread: readings.flatMap(({unread}) => unread),
  }
}

function refused(answer: ApiAnswer, asked: Asked): Reading {
  const {reason} = statusOf(answer)
  return {objects: [], unread: [{...asked, ...(typeof reason === 'string' && reason !== '' && {status: reason}), reason: reasonOf(answer)}]}
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

/** Whether the API server says that there is no object of this name; something in between may answer 404 too. */
function isAbsent(answer: ApiAnswer, name: string): boolean {
  const {reason, details} = statusOf(answer)
  return answer.status === 404 && reason === 'NotFound' && details?.name === name
}

/** What a request that was refused is told as. */
export function refusal(doing: string, answer: ApiAnswer): UserError {
  const reason = reasonOf(answer)
  const status = statusOf(answer).reason
  if (isConflict(status)) return new ConflictError(`Could not ${doing}: ${reason}`, status)
  return [502, 503, 504].includes(answer.status) ? unreachable(`Could not ${doing}: ${reason}`) : kubectlError(doing, reason, 1)
}

interface Status {
  readonly message?: unknown
  readonly reason?: unknown
  readonly details?: {readonly name?: unknown}
}

/** Nothing when something in between answered: what that says is a page for people at best. */
function statusOf({text}: ApiAnswer): Status {
  try {
    return (JSON.parse(text) as Status | null) ?? {}
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
  throw notUnderstood()
}

function notUnderstood(): UserError {
  return kubectlError('read the cluster', 'the API server answered with something that is not JSON, or not what was asked for', 1)
}
