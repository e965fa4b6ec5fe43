import {styleText} from 'node:util'
import {categories} from '../lib/checks/engine/category.ts'
import type {Finding, Verdict} from '../lib/checks/engine/finding.ts'
import {harmless, printable} from '../lib/output/printable.ts'
import {gatherUnknown} from './gather-unknown.ts'
import {isNoteworthy} from './plain-lines.ts'
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
const indent = '    '
/** A narrower column would be hard to read; the terminal breaks the lines then. */
const narrowest = 20

/** Findings for a terminal: grouped by target and category, the verdicts in a column, remedies below, and a summary line. */
export async function findingsReport(findings: readonly Finding[], layout: Layout): Promise<string> {
  const {default: widthOf} = await import('string-width')
  const shown = layout.all ? findings : gatherUnknown(findings.filter(isNoteworthy))
  const targets = [...new Set(shown.map(({target}) => target))]
  const lines = targets.flatMap(target => {
    const about = shown.filter(finding => finding.target === target)
    return [
      paint(layout, 'bold', printable(target)),
      ...categories.flatMap(category => {
        const those = about.filter(finding => finding.category === category)
        return those.length === 0 ? [] : [`  ${category}`, ...those.flatMap(finding => findingLines(finding, layout, widthOf))]
      }),
      '',
    ]
  })
  return [...lines, summaryLine(findings, layout), ''].join('\n')
}

function findingLines({id, verdict, message, remedy, location}: Finding, layout: Layout, widthOf: (text: string) => number): string[] {
  const margin = ' '.repeat(indent.length + verdictWidth)
  const width = Math.max(narrowest, layout.columns - 1 - margin.length)
  const place = location === undefined ? '' : `${location.file}:${location.line}: `
  const wrapped = printable(`${place}${message} (${id})`)
    .split('\n')
    .flatMap(line => wrapWords(line, width, widthOf))
    .map(harmless)
  const remedies = remedy === '' ? [] : printable(remedy).split('\n')
  return [
    ...wrapped.map(
      (line, index) => (index === 0 ? `${indent}${paint(layout, colours[verdict], verdict.padEnd(verdictWidth))}` : margin) + line,
    ),
    ...remedies
      .flatMap(line => (isCommand(line) ? [line] : wrapWords(line, width, widthOf)))
      .map(harmless)
      .map(line => margin + paint(layout, 'cyan', line)),
  ]
}

/** Users copy commands, so they are not broken. Commands begin with a lower case letter, and sentences do not. */
function isCommand(line: string): boolean {
  return /^[a-z]/.test(line)
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
