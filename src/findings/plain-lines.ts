import type {Finding} from '../lib/checks/engine/finding.ts'
import {isToCopy, type Line, type PrintedRemedy} from '../lib/printed-commands/printed-lines.ts'
import {gatherUnknown} from './gather-unknown.ts'
import type {Talk} from '../lib/talk.ts'

/**
 * A finding for a log: `problem: target: message`, and its remedy on further lines. A finding that is ok has a short message, so its id follows. A finding that
 * follows from another one has no remedy, but names that one. Further lines of the message are indented: what was read must not look like a finding.
 */
export function plainFinding(finding: Finding): string {
  const {id, verdict, target, message, remedy, because, location} = finding
  const place = location === undefined ? '' : `${location.file}:${location.line}: `
  const line = indented(`${verdict}: ${place}${target}: ${message}`)
  if (!isNoteworthy(finding)) return `${line} (${id})`
  if (because !== undefined) return `${line} (because of ${because.id})`
  return `${line}${remedy === '' ? '' : `\n${remedy}`}`
}

/** A text whose further lines are indented. */
export function indented(text: string): string {
  return text.replaceAll('\n', '\n  ')
}

/** Whether the user has to act on a finding, or at least should know it. */
export function isNoteworthy({verdict}: Pick<Finding, 'verdict'>): boolean {
  return verdict !== 'ok' && verdict !== 'skipped'
}

/** The lines of a remedy that was printed already: stderr may be a terminal, which breaks sentences only. */
export function adviceLines(printed: PrintedRemedy): readonly Line[] {
  return printed.remedy === '' ? [] : printed.remedy.split('\n').map(line => (isToCopy(line, printed) ? {yaml: line} : line))
}

/** Prints findings as lines for a log: those that are ok only with `--verbose`, and equal lines once. */
export function sayPlainly(findings: readonly Finding[], talk: Talk): void {
  const said = new Set<string>()
  const single = new Set(findings)
  for (const finding of gatherUnknown(findings)) {
    // Where several checks are one line, their number follows.
    const shown = single.has(finding) ? finding : {...finding, message: `${finding.message} (${finding.id})`}
    const line = plainFinding(shown)
    if (said.has(line)) continue
    said.add(line)
    if (isNoteworthy(finding)) talk.warning(plainFinding({...shown, remedy: ''}), finding.because === undefined ? adviceLines(shown) : [])
    else talk.info(line)
  }
}
