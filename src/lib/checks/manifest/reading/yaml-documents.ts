import {UsageError} from '../../../errors.ts'
import {Lines} from './lines.ts'
import {locate} from './locate.ts'
import {parseYaml, type ParsedYaml} from './parse-yaml.ts'

export interface YamlDocument {
  /** Maps, lists, strings, numbers, booleans and null. */
  readonly value: unknown
  readonly line: number
}

export interface YamlFile {
  readonly documents: readonly YamlDocument[]
  readonly lines: Lines
}

/**
 * Parses the documents of a YAML stream (JSON is YAML) and records their lines. Like kubectl, it reads `yes` and `on` as booleans and `0644` as octal,
 * supports merge keys, and takes the last of equal keys. Throws UsageError, with file and line, if the source is not YAML.
 * @param firstLine The line of the file on which the source begins.
 */
export async function readDocuments(source: string, file: string, firstLine = 1): Promise<YamlFile> {
  const {constructFromEvents, CORE_SCHEMA, mergeTag, boolYaml11Tag, intYaml11Tag} = await import('js-yaml')
  let parsed: ParsedYaml
  let values: readonly unknown[]
  try {
    parsed = await parseYaml(source)
    const schema = CORE_SCHEMA.withTags(mergeTag, boolYaml11Tag, intYaml11Tag)
    values = constructFromEvents([...parsed.events], {source: parsed.source, schema, json: true})
  } catch (error) {
    throw notYaml(error, {source, file, firstLine})
  }
  const lines = new Lines()
  const starts = await locate({...parsed, file, firstLine, values}, lines)
  return {documents: values.map((value, index) => ({value, line: starts[index] ?? firstLine})), lines}
}

function notYaml(cause: unknown, {source, file, firstLine}: {source: string; file: string; firstLine: number}): UsageError {
  const {reason, mark} = cause as {readonly reason?: string; readonly mark?: {readonly line: number}}
  const why = reason ?? (cause instanceof Error ? cause.message : String(cause))
  // The templates of a chart are not YAML until Helm renders them.
  const template = /^[^#\n]*\{\{/m.test(source)
  return new UsageError(`${file}:${(mark?.line ?? 0) + firstLine} is not valid YAML: ${why}.`, {
    cause,
    hints: template ? ['Render the templates of a chart first: helm template CHART | vkctl validate -f -'] : [],
  })
}
