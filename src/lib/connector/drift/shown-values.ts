import {createHash} from 'node:crypto'
import {isFields} from './fields.ts'
import type {Step} from './managers.ts'

/** The value at a path of an object as it may be shown: what is or may be secret is a hash, which is enough to see whether two values are the same. */
export function shownValue(
  value: unknown,
  {kind, path, steps}: {readonly kind: string; readonly path: string; readonly steps: readonly Step[]},
): unknown {
  if (value === undefined) return undefined
  if (kind === 'Secret') return /^(metadata\b|type$|immutable$)/.test(path) ? value : hashed(value)
  const [owner, last] = steps.slice(-2)
  return last?.field === 'value' && isSecretVariable(owner?.item) ? hashed(value) : withoutSecrets(value)
}

/** A value with hashes of the variables in it that may be secret. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (!isFields(value)) return value
  const isSecret = isSecretVariable(value)
  return Object.fromEntries(
    Object.entries(value).map(([field, one]) => [field, isSecret && field === 'value' ? hashed(one) : withoutSecrets(one)]),
  )
}

/** Whether somebody may have written a secret into this variable of a container, by its name. The names that end with these words are of files and of the taint. */
export function isSecretVariable(item: unknown): boolean {
  if (!isFields(item) || typeof item['name'] !== 'string') return false
  return (
    /key|secret|passw|pwd|token|credential|connection_?string/i.test(item['name']) && !/(location|file|path|taint_key)$/i.test(item['name'])
  )
}

/** What stands for a secret: enough to see whether two are the same. */
export function hashed(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return `sha256:${createHash('sha256').update(text).digest('hex').slice(0, 8)}`
}
