import {linesOf, uniqueLines} from '../../printed-commands/printed-lines.ts'
import {rulesAbout, type Judgement, type RuleText, type Rule} from '../engine/rule.ts'
import type {Flaw} from './flaw.ts'
import type {ManifestSubject, ManifestValues} from './manifest-values.ts'

interface About extends Omit<RuleText, 'category'> {
  readonly after?: readonly string[]
  /** The message if there is no flaw, a phrase without a period. */
  readonly well: string
}

/** All flaws; or a text that says why the check does not apply. */
type Find<Values> = (values: Values) => readonly Flaw[] | string

const rule = rulesAbout<ManifestSubject, ManifestValues>()

/** Defines a rule of `validate -f` about workloads. All flaws of a workload make one finding. */
export function manifestRule({well, find, ...about}: About & {readonly find: Find<ManifestValues>}): Rule<ManifestSubject, ManifestValues> {
  return rule({
    ...about,
    category: 'manifest',
    needs: ['object', 'workload', 'workloads', 'objects'],
    check: (_, values) => judgementOf(find(values), well, values.workload),
  })
}

/** Defines a rule of `validate -f` about objects of every kind. */
export function objectRule({
  well,
  find,
  ...about
}: About & {readonly find: Find<Pick<ManifestValues, 'object'>>}): Rule<ManifestSubject, ManifestValues> {
  return rule({
    ...about,
    category: 'manifest',
    needs: ['object'],
    check: (_, values) => judgementOf(find(values), well, values.object),
  })
}

/** How many flaws a message describes. */
const spelledOut = 5

/** The verdict is that of the worst flaw, and the line that of the first such flaw. */
function judgementOf(flaws: readonly Flaw[] | string, well: string, at: {readonly file: string; readonly line: number}): Judgement {
  if (typeof flaws === 'string') return {verdict: 'skipped', message: flaws}
  if (flaws.length === 0) return {verdict: 'ok', message: well}
  const worst = flaws.filter(({verdict}) => verdict !== 'warning')
  const [first = flaws[0]] = worst
  const more = flaws.length > spelledOut ? [`There are ${flaws.length - spelledOut} more.`] : []
  return {
    verdict: worst.length > 0 ? 'problem' : 'warning',
    message: [...flaws.slice(0, spelledOut).map(({message}) => message), ...more].join(' '),
    remedy: uniqueLines(flaws.flatMap(({remedy}) => linesOf(remedy))),
    location: {file: at.file, line: first?.line ?? at.line},
  }
}
