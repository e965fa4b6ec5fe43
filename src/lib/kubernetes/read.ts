import {UserError} from '../errors.ts'
import type {Invocation} from '../process.ts'
import {getObjects, listResources} from './api-read.ts'
import {kubectlError} from './kubectl-errors.ts'
import type {Kubectl} from './kubectl.ts'
import type {KubeObject, ObjectRef} from './objects.ts'
import {isServed, resourceNamed, resourceOf} from './resources.ts'
import {unreadOf, type Asked, type Unread} from './unread.ts'

/** What could be read, and why the rest could not. An object that does not exist is neither. */
export interface Reading {
  readonly objects: readonly KubeObject[]
  /** Each kind or object that could not be read. */
  readonly unread: readonly Unread[]
}

/**
 * Reads objects by name, of any kinds and namespaces: from the API server itself where its access and all kinds are known, else in one call of
 * kubectl.
 */
export async function readObjects(kubectl: Kubectl, refs: readonly ObjectRef[]): Promise<Reading> {
  if (refs.length === 0) return {objects: [], unread: []}
  const found = refs.map(ref => ({...ref, resource: resourceOf(ref)}))
  if (kubectl.api !== undefined && found.every(isServed)) {
    return getObjects(kubectl.api, found)
  }
  const items = refs.map(({apiVersion, kind, name, namespace}) => ({
    apiVersion,
    kind,
    metadata: {name, ...(namespace !== undefined && {namespace})},
  }))
  const list = JSON.stringify({apiVersion: 'v1', kind: 'List', items})
  return read(
    kubectl,
    refs.map(({kind, name, namespace}) => ({kind, name, ...(namespace !== undefined && {namespace})})),
    ['get', '-f', '-', '--ignore-not-found', '-o', 'json'],
    list,
  )
}

export interface ListQuery {
  /** kubectl's names: `deployments.apps`, `pods`, … */
  readonly kinds: readonly string[]
  /** Default: all namespaces. */
  readonly namespace?: string
  readonly labels?: string
  readonly fields?: string
}

/** Reads objects by kind and selector, in the same ways. */
export async function listObjects(kubectl: Kubectl, {kinds, namespace, labels, fields}: ListQuery): Promise<Reading> {
  const served = kinds.map(resourceNamed)
  if (kubectl.api !== undefined && served.every(resource => resource !== undefined)) {
    return listResources(kubectl.api, served, {namespace, labels, fields})
  }
  const asked = kinds.map(kind => ({kind: resourceNamed(kind)?.kind ?? kind, ...(namespace !== undefined && {namespace})}))
  return read(kubectl, asked, [
    'get',
    kinds.join(','),
    ...(namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace]),
    ...(labels === undefined ? [] : ['--selector', labels]),
    ...(fields === undefined ? [] : ['--field-selector', fields]),
    '--ignore-not-found',
    '-o',
    'json',
  ])
}

async function read(kubectl: Kubectl, asked: readonly Asked[], args: readonly string[], input?: Invocation['input']): Promise<Reading> {
  const {exitCode, stdout, stderr} = await kubectl.try(args, input === undefined ? {} : {input})
  const objects = parseItems(stdout)
  if (exitCode === 0) return {objects, unread: []}
  // kubectl goes on after an object that it may not read, but not when the whole server is out of reach.
  if (!/^Error from server/m.test(stderr)) throw kubectlError('read the cluster', stderr, exitCode)
  const isRead = ({kind, name, namespace}: Asked): boolean =>
    objects.some(
      object => object.kind === kind && (name === undefined || (object.metadata.name === name && object.metadata.namespace === namespace)),
    )
  return {objects, unread: unreadOf(stderr, asked, isRead)}
}

/** kubectl prints nothing, one object, or a List. */
export function parseItems(stdout: string): readonly KubeObject[] {
  if (stdout.trim() === '') return []
  let parsed: KubeObject & {readonly items?: readonly KubeObject[]}
  try {
    parsed = JSON.parse(stdout)
  } catch (cause) {
    throw new UserError('kubectl printed something that is not JSON.', {cause})
  }
  return parsed.items ?? [parsed]
}
