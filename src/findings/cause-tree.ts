import type {Finding} from '../lib/checks/engine/finding.ts'

/** A finding with those that follow from it. */
export interface Cause {
  readonly finding: Finding
  readonly consequences: Cause[]
}

/** Findings as trees. A finding whose cause does not stand before it, for example because it is not shown, begins a tree itself. */
export function causeTrees(findings: readonly Finding[]): readonly Cause[] {
  const keyOf = ({id, target}: {readonly id: string; readonly target: string}): string => JSON.stringify([id, target])
  const seen = new Map<string, Cause>()
  const roots: Cause[] = []
  for (const finding of findings) {
    const node: Cause = {finding, consequences: []}
    const cause = finding.because && seen.get(keyOf(finding.because))
    ;(cause?.consequences ?? roots).push(node)
    seen.set(keyOf(finding), node)
  }
  return roots
}

/** A finding, and then all that follow from it. */
export function withConsequences({finding, consequences}: Cause): readonly Finding[] {
  return [finding, ...consequences.flatMap(withConsequences)]
}
