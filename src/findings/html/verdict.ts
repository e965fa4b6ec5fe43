import type {Finding, Verdict} from '../../lib/checks/engine/finding.ts'
import {counted} from '../../lib/output/counted.ts'
import {subjectOf, type About} from './about.ts'
import {markup, type Markup} from './markup.ts'

/** Signs for people who do not see the colours. */
const signs = {problem: '✕', unknown: '?', warning: '!', ok: '✓', skipped: '–'} as const satisfies Record<Verdict, string>

/** The verdict as a sign and a word: its own, or one that says the same of something else. */
export function badge(verdict: Verdict, word: string = verdict): Markup {
  return markup`<span class="badge ${verdict}"><span aria-hidden="true">${signs[verdict]}</span> ${word}</span>`
}

/** The worst verdict of all. */
export function worst(findings: readonly Finding[]): Verdict {
  const order = ['problem', 'unknown', 'warning', 'ok'] as const
  return order.find(verdict => findings.some(finding => finding.verdict === verdict)) ?? 'skipped'
}

/** All findings in one sentence. */
export function headline(findings: readonly Finding[], about: About): string {
  const subject = subjectOf(about)
  const count = (wanted: Verdict): number => findings.filter(({verdict}) => verdict === wanted).length
  const [problems, warnings, unknowns] = [count('problem'), count('warning'), count('unknown')]
  const notRun = unknowns === 0 ? '' : `; ${counted(unknowns, 'check')} could not run`
  if (problems > 0) {
    const more = warnings === 0 ? '' : ` and ${counted(warnings, 'warning')}`
    return `vkctl found ${counted(problems, 'problem')}${more} in ${subject}${notRun}.`
  }
  if (warnings > 0) return `vkctl found no problem in ${subject}, but ${counted(warnings, 'warning')}${notRun}.`
  if (unknowns > 0) return `${counted(unknowns, 'check')} of ${subject} could not run; the others found no problem.`
  const passed = count('ok')
  if (passed === 0) return `No check ran for ${subject}.`
  return passed === 1 ? `The only check of ${subject} passed.` : `All ${passed} checks of ${subject} passed.`
}
