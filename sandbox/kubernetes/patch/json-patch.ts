import {isFields, sameJson, type Fields} from '../object.ts'

/** An operation that fails: a path that does not exist, or a test that is false. */
export class JsonPatchError extends Error {}

interface Operation {
  readonly op: string
  readonly path: string
  readonly from?: string
  readonly value?: unknown
}

function isOperation(value: unknown): value is Operation {
  return isFields(value) && typeof value.op === 'string' && typeof value.path === 'string'
}

/** RFC 6902, on a copy. */
export function jsonPatch(document: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch) || !patch.every(isOperation)) throw new JsonPatchError('the patch is no list of operations')
  const holder: Fields = {root: structuredClone(document)}
  for (const operation of patch) run(holder, operation)
  return holder.root
}

function run(holder: Fields, {op, path, from = '', value}: Operation): void {
  switch (op) {
    case 'add':
      add(holder, path, structuredClone(value))
      break
    case 'remove':
      take(holder, path)
      break
    case 'replace':
      replace(holder, path, structuredClone(value))
      break
    case 'move':
      add(holder, path, take(holder, from))
      break
    case 'copy':
      add(holder, path, structuredClone(read(holder, from)))
      break
    case 'test':
      if (!sameJson(read(holder, path) ?? null, value ?? null)) throw new JsonPatchError(`testing value ${path} failed`)
      break
    default:
      throw new JsonPatchError(`Unexpected kind: ${op}`)
  }
}

/** The container of a pointer's last element, and that element. */
function locate(holder: Fields, pointer: string): {parent: Fields | unknown[]; key: string} {
  const keys = [
    'root',
    ...pointer
      .split('/')
      .slice(1)
      .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~')),
  ]
  const key = keys.pop() ?? ''
  let parent: unknown = holder
  for (const part of keys) parent = Array.isArray(parent) ? parent[Number(part)] : isFields(parent) ? parent[part] : undefined
  if (!Array.isArray(parent) && !isFields(parent)) throw new JsonPatchError(`doc is missing path: ${pointer}`)
  return {parent, key}
}

function read(holder: Fields, pointer: string): unknown {
  const {parent, key} = locate(holder, pointer)
  return Array.isArray(parent) ? parent[indexOf(parent, key, pointer, 0)] : parent[key]
}

function take(holder: Fields, pointer: string): unknown {
  const {parent, key} = locate(holder, pointer)
  if (Array.isArray(parent)) return parent.splice(indexOf(parent, key, pointer, 0), 1)[0]
  if (!Object.hasOwn(parent, key)) throw new JsonPatchError(`doc is missing key: ${pointer}`)
  const value = parent[key]
  delete parent[key]
  return value
}

/** Like the library of the API server, it creates a key that does not exist. */
function replace(holder: Fields, pointer: string, value: unknown): void {
  const {parent, key} = locate(holder, pointer)
  if (Array.isArray(parent)) parent[indexOf(parent, key, pointer, 0)] = value
  else parent[key] = value
}

function add(holder: Fields, pointer: string, value: unknown): void {
  const {parent, key} = locate(holder, pointer)
  if (!Array.isArray(parent)) parent[key] = value
  else if (key === '-') parent.push(value)
  else parent.splice(indexOf(parent, key, pointer, 1), 0, value)
}

function indexOf(list: readonly unknown[], key: string, pointer: string, beyond: 0 | 1): number {
  const index = Number(key)
  if (!/^\d+$/.test(key) || index >= list.length + beyond) throw new JsonPatchError(`invalid index: ${pointer}`)
  return index
}
