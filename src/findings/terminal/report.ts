import type {Finding} from '../../lib/checks/engine/finding.ts'
import {paint} from '../../lib/output/palette.ts'
import {harmless, printable} from '../../lib/output/printable.ts'
import {beside, type Measure} from '../../lib/output/wrap.ts'
import {causeTrees, withConsequences} from '../cause-tree.ts'
import {gatherUnknown} from '../gather-unknown.ts'
import {meanings, type Layout} from './layout.ts'
import {isNoteworthy} from '../plain-lines.ts'
import {remedyLines} from './remedy-lines.ts'
import {summary} from './summary.ts'
import type {WellLine} from './well-lines.ts'

const verdictWidth = Math.max(...Object.keys(meanings).map(verdict => verdict.length)) + 2
const indent = '  '

/**
 * Findings for a terminal: first what is well, a line each; then the findings by target, the verdicts in a column, remedies below, then what follows from
 * each; and a summary line.
 */
export async function findingsReport(findings: readonly Finding[], layout: Layout, well: readonly WellLine[] = []): Promise<string> {
  const {default: widthOf} = await import('string-width')
  const place = {layout, measure: {columns: layout.columns, widthOf}, margin: ''}
  const byTarget = Map.groupBy(causeTrees(shownOf(findings, layout)), ({finding}) => finding.target)
  const lines = [...byTarget].flatMap(([target, groups]) => [
    paint(layout.colour, 'heading', printable(target)),
    ...groups.flatMap(({finding, consequences}) => [
      ...findingLines(finding, {...place, margin: indent}),
      ...consequenceLines(finding, consequences.flatMap(withConsequences), {...place, margin: indent + ' '.repeat(verdictWidth)}),
    ]),
    '',
  ])
  return [
    ...(layout.onlyErrors === true ? [] : wellLines(well, place)),
    ...lines,
    ...beside('', summary(findings, layout), place.measure),
    '',
  ].join('\n')
}

function shownOf(findings: readonly Finding[], {all, onlyErrors = false}: Layout): readonly Finding[] {
  if (all) return findings
  return gatherUnknown(findings.filter(finding => isNoteworthy(finding) && !(onlyErrors && finding.verdict === 'warning')))
}

interface Place {
  readonly layout: Layout
  readonly measure: Measure
  readonly margin: string
}

function wellLines(well: readonly WellLine[], {layout, measure}: Place): readonly string[] {
  if (well.length === 0) return []
  const width = Math.max(...well.map(({status}) => status.length)) + 2
  const lines = well.flatMap(({status, isGood, text}) =>
    beside(paint(layout.colour, isGood ? 'good' : 'minor', status) + ' '.repeat(width - status.length), printable(text), measure),
  )
  return [...lines, '']
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

function findingLines(finding: Finding, {layout, measure, margin}: Place): readonly string[] {
  const {verdict} = finding
  const heading = `${margin}${paint(layout.colour, meanings[verdict], verdict)}${' '.repeat(verdictWidth - verdict.length)}`
  return [
    ...beside(heading, printable(sentenceOf({...finding, message: shortened(finding.message)})), measure).map(harmless),
    ...remedyLines(finding, {colour: layout.colour, measure, margin: margin + ' '.repeat(verdictWidth)}),
  ]
}

/** Longer messages, such as those about the values of changed fields, would hide the other findings. */
const longestMessage = 1000

function shortened(message: string): string {
  return message.length > longestMessage ? `${message.slice(0, longestMessage)}… (the rest: -o json)` : message
}

/** What is not noteworthy has a message that says little without the title. */
function sentenceOf(finding: Finding): string {
  const {id, title, message, location} = finding
  const place = location === undefined ? '' : `${location.file}:${location.line}: `
  return `${place}${isNoteworthy(finding) ? message : `${title}: ${message}`} (${id})`
}
