import type {CauseSite, Variant} from './site.ts'

/** A check that names the cause, and what its message must match to name it. */
export interface Cause {
  readonly id: string
  readonly about?: RegExp
}

/** One thing that goes wrong with a healthy connector. */
export interface Breakage {
  readonly name: string
  /** The connector that is broken; default: `kubelet`. */
  readonly of?: Variant
  /** Breaks it, and returns when that has taken effect. */
  readonly breaks: (site: CauseSite) => Promise<unknown>
  /** The checks that name what was broken. They follow from `breaks` alone; what vkctl says has no say in it. */
  readonly causes: readonly Cause[]
}

/** The ids of checks, each of which names the cause, whatever its message. */
export function anyOf(...ids: readonly string[]): readonly Cause[] {
  return ids.map(id => ({id}))
}

/** That an object of this kind differs from what was installed. The message begins with the object. */
export function changed(kind: string): Cause {
  return {id: 'objects-unchanged', about: new RegExp(`^${kind} `)}
}
