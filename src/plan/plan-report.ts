import type {Change} from '../lib/connector/install/changes/change.ts'
import type {PlannedStep} from '../lib/connector/install/changes/planned-steps.ts'
import {paint} from '../lib/output/palette.ts'
import {printable} from '../lib/output/printable.ts'
import {beside} from '../lib/output/wrap.ts'

const signs = {create: '+', change: '~', delete: '-', unknown: '?'} as const
const meanings = {create: 'good', change: 'warning', delete: 'problem', unknown: 'unknown'} as const

/** How a plan is laid out. */
export interface PlanLayout {
  readonly colour: boolean
  /** Width of the terminal; undefined for a pipe or a file. */
  readonly columns?: number | undefined
}

/** A plan for people: each step, and below it what it changes. */
export async function planReport(steps: readonly PlannedStep[], {colour, columns = Infinity}: PlanLayout): Promise<string> {
  if (steps.length === 0) return 'Nothing would change.\n'
  const {default: widthOf} = await import('string-width')
  const wrapped = (heading: string, text: string): readonly string[] => beside(heading, oneLine(text), {columns, widthOf})
  const changeLines = (indent: string, {action}: Pick<Change, 'action'>, text: string): readonly string[] =>
    wrapped(`${indent}${signs[action]} `, text).map(line => paint(colour, meanings[action], line))
  const lines = steps.flatMap(({description, changes}) => [
    ...wrapped('', description).map(line => paint(colour, 'heading', line)),
    ...[...Map.groupBy(changes, ({target}) => target)].flatMap(([target, about]) => {
      const [whole, fields] = [about.filter(({path}) => path === null), about.filter(({path}) => path !== null)]
      return [
        ...whole.flatMap(change => changeLines('  ', change, target + valuesOf(change))),
        ...(whole.length === 0 ? changeLines('  ', {action: 'change'}, target) : []),
        ...fields.flatMap(change => changeLines('      ', change, `${change.path}${valuesOf(change)}`)),
      ]
    }),
  ])
  return [...lines, '', ...wrapped('', 'This was a dry run. Nothing was changed.'), ''].join('\n')
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
