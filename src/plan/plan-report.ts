import {styleText} from 'node:util'
import type {Change} from '../lib/connector/install/changes/change.ts'
import type {PlannedStep} from '../lib/connector/install/changes/planned-steps.ts'
import {printable} from '../lib/output/printable.ts'

const signs = {create: '+', change: '~', delete: '-', unknown: '?'} as const
const colours = {create: 'greenBright', change: 'yellowBright', delete: 'redBright', unknown: 'magentaBright'} as const

/** A plan for people: each step, and below it what it changes. */
export function planReport(steps: readonly PlannedStep[], {colour}: {readonly colour: boolean}): string {
  if (steps.length === 0) return 'Nothing would change.\n'
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(style, text, {validateStream: false}) : text
  const changeLine = (indent: string, {action}: Pick<Change, 'action'>, text: string): string =>
    `${indent}${paint(colours[action], `${signs[action]} ${oneLine(text)}`)}`
  const lines = steps.flatMap(({description, changes}) => [
    paint('bold', oneLine(description)),
    ...[...Map.groupBy(changes, ({target}) => target)].flatMap(([target, about]) => {
      const [whole, fields] = [about.filter(({path}) => path === null), about.filter(({path}) => path !== null)]
      return [
        ...whole.map(change => changeLine('  ', change, target + valuesOf(change))),
        ...(whole.length === 0 ? [changeLine('  ', {action: 'change'}, target)] : []),
        ...fields.map(change => changeLine('      ', change, `${change.path}${valuesOf(change)}`)),
      ]
    }),
  ])
  return [...lines, '', 'This was a dry run. Nothing was changed.', ''].join('\n')
}

function valuesOf({action, from, to, reason}: Change): string {
  if (reason !== undefined) return `: could not be compared: ${reason}`
  if (from === null && to === null) return ''
  return `: ${[...(action === 'create' ? [] : [from]), ...(action === 'delete' ? [] : [to])].map(shown).join(' -> ')}`
}

function shown(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value)
}

function oneLine(text: string): string {
  return printable(text.replaceAll('\n', String.raw`\n`))
}
