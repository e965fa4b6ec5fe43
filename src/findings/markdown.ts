import type {Finding} from '../lib/checks/engine/finding.ts'
import {printable} from '../lib/output/printable.ts'
import type {Validation} from '../lib/connector/validation/validate.ts'
import {fails, type FailOn} from './fail-on.ts'
import {isNoteworthy} from './plain-lines.ts'
import {summary} from './terminal/summary.ts'

/** The result of `validate` as Markdown, for the summary of a pipeline's run: one sentence, and a table of what is not ok. */
export function markdown({findings}: Validation, failOn: FailOn): string {
  const wrong = findings.filter(isNoteworthy)
  const verdict = wrong.some(finding => fails(finding, failOn)) ? 'failed' : 'passed'
  const counts = summary(findings, {colour: false, all: true})
  const sentence = findings.length === 0 ? counts : `The checks ${verdict}: ${counts}`
  const table =
    wrong.length === 0 ? [] : ['', '| result | where | check | what was found | what to do |', '|---|---|---|---|---|', ...wrong.map(row)]
  return `${['### vkctl validate', '', sentence, ...table].join('\n')}\n`
}

function row({verdict, target, id, message, remedy, because, location}: Finding): string {
  const place = location === undefined ? '' : `${location.file}:${location.line} `
  const advice = because === undefined ? remedy : `Because of ${because.id}`
  return `| ${[verdict, `${place}${target}`, id, message, advice].map(cell).join(' | ')} |`
}

/** Text that cannot be anything else in Markdown or HTML, such as a link or an image. */
function cell(text: string): string {
  return printable(text)
    .replaceAll(/[\\`*_{}[\]()#+!|~<>&@:.-]/g, character => `&#${character.codePointAt(0)};`)
    .replaceAll('\n', '<br>')
}
