import {UserError} from '../errors.ts'
import type {KubeObject} from './objects.ts'

/**
 * The largest number of values in a manifest; a connector has less than a thousand. Whoever can write the Secret of a release could have written more, or YAML
 * aliases of aliases, which are small only until they are written as JSON.
 */
const mostValues = 20_000

/** The objects in a manifest that Helm rendered. Rejects if it is not YAML, or too large for a connector. */
export async function objectsInManifest(text: string): Promise<readonly KubeObject[]> {
  const {loadAll} = await import('js-yaml')
  const all = loadAll(text)
  if (hasMoreValues(all, mostValues)) throw new UserError(`The manifest has more than ${mostValues} values. No connector has so many.`)
  return all.filter((one): one is KubeObject => typeof (one as KubeObject | null)?.metadata?.name === 'string')
}

/**
 * Whether a parsed text contains more values than `most`, itself included. YAML aliases of aliases are small until somebody walks through them, and an alias can
 * even contain itself.
 */
export function hasMoreValues(parsed: unknown, most: number): boolean {
  const open = [parsed]
  for (let counted = 0; open.length > 0; counted++) {
    if (counted + open.length > most) return true
    const value = open.pop()
    if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) open.push(one)
  }
  return false
}
