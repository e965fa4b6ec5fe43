import type {Defaults} from './defaults.ts'
import {UsageError} from './lib/errors.ts'
import {isFormat, render, type Presentation} from './lib/output/format.ts'
import {compileQuery, type Query} from './lib/output/query.ts'
import type {StreamStyle} from './stream-style.ts'

/** What the user chose about the result. */
export interface ChosenOutput {
  readonly format: string
  readonly query: Query | undefined
  /** Whether the command line or the configuration asks for a format or a query. */
  readonly isAsked: boolean
}

/** How a result is printed. */
export interface Printing<T> extends Pick<Presentation<T>, 'table'> {
  /** Writes the formats that only this command has. */
  readonly further?: Readonly<Record<string, (value: T) => string>>
  /** Writes the report of a command whose result is for people. */
  readonly people?: (value: T, layout: {readonly colour: boolean; readonly columns: number}) => Promise<string>
}

export const jsonOutput: ChosenOutput = {format: 'json', query: undefined, isAsked: false}

/** Throws UsageError for a query that is wrong, or that the format does not allow. */
export async function chosenOutput(
  {output, query}: {readonly output?: unknown; readonly query?: unknown},
  outputIsDefault: boolean,
  defaults: Pick<Defaults, 'core'>,
): Promise<ChosenOutput> {
  const asked = outputIsDefault ? defaults.core('output')?.toLowerCase() : String(output)
  const format = asked ?? jsonOutput.format
  if (query !== undefined && !isFormat(format)) throw new UsageError(`argument --query: not allowed with --output ${format}`)
  return {
    format,
    query: typeof query === 'string' ? await compileQuery(query) : undefined,
    isAsked: asked !== undefined || query !== undefined,
  }
}

/** The text of the result: the report for people on a terminal if the command has one and no format is asked for, otherwise the chosen format. */
export async function resultText<T>(
  value: T,
  {table, further = {}, people}: Printing<T>,
  {format, query, isAsked}: ChosenOutput,
  {colour, columns}: StreamStyle,
): Promise<string> {
  if (people !== undefined && !isAsked && columns !== undefined) return people(value, {colour, columns})
  const text = isFormat(format) ? await render(value, {format, query, table, colour, columns}) : further[format]?.(value)
  if (text === undefined) throw new Error(`No code writes the format ${format}.`)
  return text
}
