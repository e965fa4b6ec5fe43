import type {PodTemplate} from '../workload-objects.ts'

const label = 'pod-template-hash'
const safeLetters = 'bcdfghjklmnpqrstvwxz2456789'

/** JSON with the keys of every object in order, so that equal values have equal texts. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

/** A name part that changes with the template: FNV-1a in letters that make no words. Not the same number as Kubernetes computes. */
export function podTemplateHash(template: PodTemplate, collisions: number): string {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(canonical(template) + (collisions === 0 ? '' : String(collisions))))
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return String(hash).replaceAll(/\d/g, digit => safeLetters.charAt(digit.charCodeAt(0) % safeLetters.length))
}

export function withHash(template: PodTemplate, hash: string): PodTemplate {
  return {...template, metadata: {...template.metadata, labels: {...template.metadata?.labels, [label]: hash}}}
}

/** Whether two templates are the same but for their hash label. */
export function sameTemplate(one: PodTemplate, other: PodTemplate): boolean {
  const plain = (template: PodTemplate): string => {
    const {[label]: _, ...labels} = template.metadata?.labels ?? {}
    const {creationTimestamp: __, ...metadata} = template.metadata ?? {}
    return canonical({...template, metadata: {...metadata, labels}})
  }
  return plain(one) === plain(other)
}
