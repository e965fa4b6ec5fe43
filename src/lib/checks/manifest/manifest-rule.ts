import {rulesAbout, type Judgement, type Page, type Rule} from '../engine/rule.ts'
import type {ManifestSubject, ManifestValues} from './manifest-values.ts'

/** Something wrong in a workload. */
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
  /** The message if there is no flaw, a phrase without a period. */
  readonly well: string
  /** All flaws; or a text that says why the check does not apply. */
  readonly find: (values: ManifestValues) => readonly Flaw[] | string
}

const rule = rulesAbout<ManifestSubject, ManifestValues>()

/** How many flaws a message describes. */
const spelledOut = 5

/** Defines a rule of `validate -f`. All flaws of a workload make one finding, with the verdict of the worst flaw and the line of the first such flaw. */
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
