import {styleText} from 'node:util'
import type {Finding, Verdict} from '../lib/checks/engine/finding.ts'
import {harmless, printable} from '../lib/output/printable.ts'
import {causeTrees, withConsequences} from './cause-tree.ts'
import {gatherUnknown} from './gather-unknown.ts'
import {isCommand, isNoteworthy} from './plain-lines.ts'
import {wrapWords} from './wrap-words.ts'

/** How a report is laid out. */
export interface Layout {
  /** Width of the terminal. */
  readonly columns: number
  readonly colour: boolean
  /** Whether to show findings that are ok, and not only count them. */
  readonly all: boolean
}

const colours = {problem: 'redBright', unknown: 'magentaBright', warning: 'yellowBright', ok: 'greenBright', skipped: 'gray'} as const
/** Worst first. */
const verdicts: readonly Verdict[] = ['problem', 'unknown', 'warning', 'ok', 'skipped']
const verdictWidth = Math.max(...verdicts.map(verdict => verdict.length)) + 2
const indent = '  '
/** A narrower column would be hard to read; the terminal breaks the lines then. */
const narrowest = 20

/** Findings for a terminal: by target, the verdicts in a column, remedies below, then what follows from each, and a summary line. */
export async function findingsReport(findings: readonly Finding[], layout: Layout): Promise<string> {
  const {default: widthOf} = await import('string-width')
  const shown = layout.all ? findings : gatherUnknown(findings.filter(isNoteworthy))
  const byTarget = Map.groupBy(causeTrees(shown), ({finding}) => finding.target)
  const lines = [...byTarget].flatMap(([target, groups]) => [
    paint(layout, 'bold', printable(target)),
    ...groups.flatMap(({finding, consequences}) => [
      ...findingLines(finding, {layout, widthOf, margin: indent}),
      ...consequenceLines(finding, consequences.flatMap(withConsequences), {layout, widthOf, margin: indent + ' '.repeat(verdictWidth)}),
    ]),
    '',
  ])
  return [...lines, summaryLine(findings, layout), ''].join('\n')
}

interface Place {
  readonly layout: Layout
  readonly widthOf: (text: string) => number
  readonly margin: string
}

function consequenceLines(cause: Finding, consequences: readonly Finding[], place: Place): readonly string[] {
  if (consequences.length === 0) return []
  return [
    `${place.margin}Because of this:`,
    ...consequences.flatMap(({target, message, ...finding}) => {
      const named = target === cause.target ? message : `${target}: ${message}`
      // What to do about it is what to do about its cause.
      return findingLines({...finding, target, message: named, remedy: ''}, {...place, margin: place.margin + indent})
    }),
  ]
}

function findingLines({id, verdict, message, remedy, location}: Finding, {layout, widthOf, margin}: Place): string[] {
  const inner = margin + ' '.repeat(verdictWidth)
  const width = Math.max(narrowest, layout.columns - 1 - inner.length)
  const place = location === undefined ? '' : `${location.file}:${location.line}: `
  const wrapped = printable(`${place}${message} (${id})`)
    .split('\n')
    .flatMap(line => wrapWords(line, width, widthOf))
    .map(harmless)
  const remedies = remedy === '' ? [] : printable(remedy).split('\n')
  return [
    ...wrapped.map(
      (line, index) => (index === 0 ? `${margin}${paint(layout, colours[verdict], verdict.padEnd(verdictWidth))}` : inner) + line,
    ),
    ...remedies
      // Users copy commands, so they are not broken.
      .flatMap(line => (isCommand(line) ? [line] : wrapWords(line, width, widthOf)))
      .map(harmless)
      .map(line => inner + paint(layout, 'cyan', line)),
  ]
}

function summaryLine(findings: readonly Finding[], layout: Layout): string {
  const counts = verdicts.flatMap(verdict => {
    const count = findings.filter(finding => finding.verdict === verdict).length
    if (count === 0) return []
    const noun = count > 1 && (verdict === 'problem' || verdict === 'warning') ? `${verdict}s` : verdict
    return [paint(layout, colours[verdict], `${count} ${noun}`)]
  })
  const hidden = !layout.all && !findings.every(isNoteworthy) ? ' --verbose shows all.' : ''
  return `${counts.length === 0 ? 'No checks ran' : counts.join(', ')}.${hidden}`
}

function paint({colour}: Layout, style: Parameters<typeof styleText>[0], text: string): string {
  return colour ? styleText(style, text, {validateStream: false}) : text
}
