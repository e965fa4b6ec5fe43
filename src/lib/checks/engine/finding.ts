import type {FailedRequest} from '../../errors.ts'
import type {Category} from './category.ts'

/** `unknown`: a fact could not be read. `skipped`: the check does not apply, or a check that it depends on failed; the message says why. */
export type Verdict = 'ok' | 'warning' | 'problem' | 'unknown' | 'skipped'

/** The result of a check (schemas/validation.schema.json). */
export interface Finding {
  /** Stable, so that scripts can use it. `vkctl explain ID` shows the page of the check. */
  readonly id: string
  readonly category: Category
  readonly verdict: Verdict
  readonly title: string
  /** What was found: a sentence for a warning or a problem, otherwise a phrase. */
  readonly message: string
  /** What to do about it, with the command; empty if nothing has to be done. */
  readonly remedy: string
  /** The lines of the remedy that are commands to copy, if there are some. */
  readonly commands?: readonly string[]
  /** The lines of the remedy that are parts of a manifest to copy, if there are some. */
  readonly snippets?: readonly string[]
  /** What was checked: the release of a connector, a resource provider, a cluster, or the kind and name of a workload. */
  readonly target: string
  /** The section of docs/checks.md, relative to the folder of the package. */
  readonly docs: string
  /** The finding that it follows from. Fix that one first. */
  readonly because?: {readonly id: string; readonly target: string}
  /** The object of Kubernetes that it is about, and the paths of the fields that are wrong. */
  readonly object?: {readonly kind: string; readonly name: string; readonly namespace?: string; readonly paths: readonly string[]}
  /** The request that failed, if a check could not be made because of one. */
  readonly request?: FailedRequest
  /** The line in a manifest; only for findings of `validate -f`. */
  readonly location?: {readonly file: string; readonly line: number}
}

/** Whether the finding fails the run. A check that could not run also fails it. */
export function isFailure({verdict}: Pick<Finding, 'verdict'>): boolean {
  return verdict === 'problem' || verdict === 'unknown'
}

/** The section of a check in docs/checks.md. */
export function docsOf(id: string): string {
  return `docs/checks.md#${id}`
}
