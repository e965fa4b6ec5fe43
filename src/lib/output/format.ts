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
}

/** The text of a result in the requested format, with a line break at the end; empty if there is nothing to print. */
export async function render<T>(value: T, {format, query, table, colour}: Presentation<T>): Promise<string> {
  const whole = toJson(value)
  const asked: Json = query === undefined ? whole : query(whole)
  if (asked === null || format === 'none') return ''
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
      return query === undefined && table !== undefined ? renderTable(toJson(table(value)), true) : renderTable(asked, query !== undefined)
    default:
      return format satisfies never
  }
}
