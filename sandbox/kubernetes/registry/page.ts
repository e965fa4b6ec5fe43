import type {Request} from '../context.ts'
import type {Fields, KubeObject} from '../object.ts'
import {badRequest} from '../status-error.ts'

/** A part of a list, and what the metadata of the list says about the rest. */
export interface Page {
  readonly objects: readonly KubeObject[]
  readonly metadata: Fields
}

/**
 * The page that `limit` and `continue` ask for (https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks).
 * A token contains the key of the last object. Unlike those of a real server it never expires, and later pages show later changes.
 */
export function pageOf({query: {parameters, labelSelector, fieldSelector}}: Request, objects: readonly KubeObject[]): Page {
  const token = parameters.get('continue') ?? ''
  const limit = Number(parameters.get('limit') ?? 0)
  const after = token === '' ? undefined : keyIn(token)
  const rest = after === undefined ? objects : objects.filter(object => keyOf(object) > after)
  const shown = limit > 0 ? rest.slice(0, limit) : rest
  const last = shown.at(-1)
  if (last === undefined || shown.length === rest.length) return {objects: shown, metadata: {}}
  const remaining = labelSelector === '' && fieldSelector === '' ? {remainingItemCount: rest.length - shown.length} : {}
  return {objects: shown, metadata: {continue: Buffer.from(JSON.stringify({start: keyOf(last)})).toString('base64url'), ...remaining}}
}

function keyOf({metadata: {namespace = '', name}}: KubeObject): string {
  return `${namespace}/${name}`
}

function keyIn(token: string): string {
  try {
    const {start} = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as {readonly start?: unknown}
    if (typeof start === 'string') return start
  } catch {
    // It throws below.
  }
  throw badRequest('continue key is not valid')
}
