import {isFields, type Fields} from '../object.ts'

/** RFC 7386. */
export function jsonMergePatch(target: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch
  const result: Fields = isFields(target) ? {...target} : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name]
    else result[name] = jsonMergePatch(result[name], value)
  }
  return result
}
