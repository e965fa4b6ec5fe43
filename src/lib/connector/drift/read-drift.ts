import {isNotFound, parseAnswer, writeQuery, type Api, type Refusal} from '../../kubernetes/api.ts'
import {untilNoConflict} from '../../kubernetes/conflicts.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import type {KubeObject} from '../../kubernetes/objects.ts'
import {pathOf, resourceOf} from '../../kubernetes/resources.ts'
import type {Unread} from '../../kubernetes/unread.ts'
import type {ObjectDrift} from '../../checks/facts/drift.ts'
import {differencesBetween} from './compare.ts'
import {replacementOf} from './replacement.ts'

/** An object and how it differs. */
export interface Compared {
  /** What the object should be. */
  readonly rendered: KubeObject
  readonly drift: ObjectDrift
}

export interface DriftReading {
  readonly compared: readonly Compared[]
  /** The objects that could not be compared, with the reason, such as a missing permission. */
  readonly unread: readonly Unread[]
}

/**
 * Compares rendered objects with those in the cluster. The API server itself says what it would make of a rendered object: a dry run of replacing the live one
 * returns it with all defaults and after all admission, so that everything else that the live object has was changed or added by somebody. Objects of a kind
 * with namespaces must name their namespace (rendered.ts).
 */
export async function readDrift({api}: Pick<Kubectl, 'api'>, rendered: readonly KubeObject[]): Promise<DriftReading> {
  const results = await Promise.all(rendered.map(async object => ({object, result: await compareOne(api, object)})))
  return {
    compared: results.flatMap(({object, result}) => ('refused' in result ? [] : [{rendered: object, drift: result}])),
    unread: results.flatMap(({object, result}) => ('refused' in result ? [unreadOf(object, result.refused)] : [])),
  }
}

type Result = ObjectDrift | {readonly refused: Refusal}

async function compareOne(api: Api, rendered: KubeObject): Promise<Result> {
  return untilNoConflict(async () => {
    const result = await compareOnce(api, rendered)
    const reason = 'refused' in result ? result.refused.reason : undefined
    return {result, isConflict: reason === 'Conflict' || reason === 'NotFound'}
  })
}

async function compareOnce(api: Api, rendered: KubeObject): Promise<Result> {
  const {kind = '', metadata} = rendered
  const {name, namespace} = metadata
  const found = {kind, name, ...(namespace !== undefined && {namespace}), missing: false, mustBeRecreated: false}
  const path = pathOf(resourceOf(rendered), metadata)
  const read = await api.get(path)
  if (isNotFound(read.refused, name)) return {...found, missing: true, differences: []}
  if (read.refused !== undefined) return {refused: read.refused}
  // What else is in a namespace may need other labels.
  if (kind === 'Namespace') return {...found, differences: []}
  const live = parsed(read.text)
  const replacement = replacementOf(rendered, live)
  const {text, refused} = await api.replace(path, replacement, {dryRun: true})
  if (refused === undefined) return {...found, differences: differencesBetween(parsed(text), live)}
  if (refused.reason !== 'Invalid') return {refused}
  const created = await tryToCreate(api, replacement)
  // Then the rendered object itself is wrong.
  return created === undefined ? {refused} : {...found, mustBeRecreated: true, differences: differencesBetween(created, live)}
}

/**
 * What the API server would make of the object if it were new; undefined if it does not accept it. The dry run uses another name, because the name is taken.
 */
async function tryToCreate(api: Api, {metadata, ...rest}: KubeObject): Promise<KubeObject | undefined> {
  const {uid: _, resourceVersion: __, name, namespace, ...others} = metadata
  const object = {...rest, metadata: {...others, ...(namespace !== undefined && {namespace}), name: `${name.slice(0, 40)}-compared`}}
  const path = pathOf(resourceOf(rest), namespace === undefined ? {} : {namespace})
  const {text} = await api.create(`${path}${writeQuery(true)}`, object, {once: false})
  if (text === undefined) return undefined
  const created = parsed(text)
  return {...created, metadata: {...created.metadata, name}}
}

function parsed(text: string): KubeObject {
  return parseAnswer(text) as unknown as KubeObject
}

function unreadOf({kind = '', metadata: {name, namespace}}: KubeObject, {reason: status, message: reason}: Refusal): Unread {
  return {kind, name, ...(namespace !== undefined && {namespace}), ...(status !== undefined && {status}), reason}
}
