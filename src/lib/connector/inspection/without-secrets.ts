import {hashed, isSecretVariable} from '../drift/shown-values.ts'
import {hideSecrets} from './hide-secrets.ts'

/** Annotations that the checks read. Others can contain anything, such as the whole manifest in `kubectl.kubernetes.io/last-applied-configuration`. */
const readAnnotations: ReadonlySet<string> = new Set(['meta.helm.sh/release-name', 'meta.helm.sh/release-namespace'])

/**
 * Facts without secrets, as the checks get them and as a bundle saves them. Nobody should have written a secret into the objects and logs that they come from,
 * but some do.
 * @param secrets Secrets that vkctl knows, which may not appear.
 */
export function withoutSecrets<T>(facts: T, secrets: readonly string[] = []): T {
  const known = [...new Set(secrets.flatMap(secret => [secret, JSON.stringify(secret).slice(1, -1)]))].filter(secret => secret.length >= 6)
  return cleaned(facts, known) as T
}

function cleaned(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return hideSecrets(value, secrets)
  if (Array.isArray(value)) return value.map(item => cleaned(item, secrets))
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Error) return value
  const isSecret = isSecretVariable(value)
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      if (isSecret && name === 'value') return [name, hashed(field)]
      return [name, cleaned(name === 'annotations' ? onlyRead(field) : field, secrets)]
    }),
  )
}

function onlyRead(annotations: unknown): unknown {
  if (typeof annotations !== 'object' || annotations === null) return annotations
  return Object.fromEntries(Object.entries(annotations).filter(([name]) => readAnnotations.has(name)))
}
