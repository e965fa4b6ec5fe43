import type {Category} from './category.ts'

/** `skipped`: not looked at, because it does not apply or because something that it stands on is not well; the message says which. */
export type Verdict = 'ok' | 'warning' | 'problem' | 'unknown' | 'skipped'

/** What a check says (schemas/validation.schema.json). */
export interface Finding {
  /** Stable: scripts may rely on it. `vkctl explain ID` tells more. */
  readonly id: string
  readonly category: Category
  readonly verdict: Verdict
  readonly title: string
  /** What was seen. */
  readonly message: string
  /** A command or a deed that mends it; empty when there is nothing to mend. */
  readonly remedy: string
  /** What it is about: a connector's release, a resource provider or a cluster; of a manifest, its kind and name. */
  readonly target: string
  /** Where the page about it is, below the folder of the package. */
  readonly docs: string
  /** Of a manifest: the line that it is about. */
  readonly location?: {readonly file: string; readonly line: number}
}

/** Unknown is not fine: a check that could not be made fails the run as a problem does. */
export function isFailure({verdict}: Pick<Finding, 'verdict'>): boolean {
  return verdict === 'problem' || verdict === 'unknown'
}

/** The page of a check: one section each in docs/checks.md. */
export function docsOf(id: string): string {
  return `docs/checks.md#${id}`
}
