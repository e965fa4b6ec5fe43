import {renderColouredJson, renderJson, toJson, type Json} from './json.ts'
import type {Query} from './query.ts'
import {renderTable} from './table.ts'
import {renderTsv} from './tsv.ts'
import {renderColouredYaml, renderYaml} from './yaml.ts'

export const formats = ['json', 'jsonc', 'yaml', 'yamlc', 'table', 'tsv', 'none'] as const
export type Format = (typeof formats)[number]

export function isFormat(name: string): name is Format {
  return formats.some(format => format === name)
}

export interface Presentation<T> {
  readonly format: Format
  readonly query?: Query | undefined
  /** Rows for `-o table`, with the columns in their order; not used when there is a query. */
  readonly table?: ((value: T) => object | readonly object[]) | undefined
  readonly colour: boolean
  /** Width of the terminal; undefined for a pipe or a file. */
  readonly columns?: number | undefined
}

/** The text of a result in the requested format, with a line break at the end; empty if there is nothing to print. */
export async function render<T>(value: T, presentation: Presentation<T>): Promise<string> {
  const {format, query, table, columns} = presentation
  if (query === undefined) {
    // Neither needs the whole value as JSON, which can be large.
    if (format === 'none') return ''
    if (format === 'table' && table !== undefined) return renderTable(toJson(table(value)), {keepOrder: true, columns})
  }
  const whole = toJson(value)
  const asked: Json = query === undefined ? whole : query(whole)
  return asked === null ? '' : rendered(asked, presentation)
}

async function rendered(
  asked: Json,
  {format, query, colour, columns}: Pick<Presentation<unknown>, 'format' | 'query' | 'colour' | 'columns'>,
): Promise<string> {
  switch (format) {
    case 'json':
      return renderJson(asked)
    case 'jsonc':
      return colour ? renderColouredJson(asked) : renderJson(asked)
    case 'yaml':
      return renderYaml(asked)
    case 'yamlc':
      return colour ? renderColouredYaml(asked) : renderYaml(asked)
    case 'tsv':
      return renderTsv(asked, query !== undefined)
    case 'table':
      return renderTable(asked, {keepOrder: query !== undefined, columns})
    case 'none':
      return ''
    default:
      return format satisfies never
  }
}
