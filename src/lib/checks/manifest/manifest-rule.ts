import {rulesAbout, type Judgement, type Page, type Rule} from '../engine/rule.ts'
import type {ManifestSubject, ManifestValues} from './manifest-values.ts'

/** Something in a workload that is not as it should be. */
export interface Flaw {
  /** A sentence. */
  readonly message: string
  readonly line: number
  /** Default: problem. */
  readonly verdict?: 'warning' | 'problem'
  /** What to change. */
  readonly remedy: string
}

interface ManifestRule {
  readonly id: string
  readonly title: string
  readonly page: Page
  readonly after?: readonly string[]
  /** What to say when there is no flaw. */
  readonly well: string
  /** Every flaw; a text when the check does not apply, which says why. */
  readonly find: (values: ManifestValues) => readonly Flaw[] | string
}

const rule = rulesAbout<ManifestSubject, ManifestValues>()

/** How many flaws of one kind a message spells out. */
const spelledOut = 5

/** States a check of manifests: all its flaws in a workload make one finding, which is as bad as the worst and stands where the first of these is. */
export function manifestRule({well, find, ...about}: ManifestRule): Rule<ManifestSubject, ManifestValues> {
  return rule({
    ...about,
    category: 'manifest',
    needs: ['workload', 'workloads', 'secrets'],
    check(_, values): Judgement {
      const flaws = find(values)
      if (typeof flaws === 'string') return {verdict: 'skipped', message: flaws}
      if (flaws.length === 0) return {verdict: 'ok', message: well}
      const worst = flaws.filter(({verdict}) => verdict !== 'warning')
      const [first = flaws[0]] = worst
      const more = flaws.length > spelledOut ? [`There are ${flaws.length - spelledOut} more.`] : []
      return {
        verdict: worst.length > 0 ? 'problem' : 'warning',
        message: [...flaws.slice(0, spelledOut).map(({message}) => message), ...more].join(' '),
        remedy: [...new Set(flaws.map(({remedy}) => remedy))].join('\n'),
        location: {file: values.workload.file, line: first?.line ?? values.workload.line},
      }
    },
  })
}
