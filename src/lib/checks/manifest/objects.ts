import {UsageError} from '../../errors.ts'
import type {Lines} from './reading/lines.ts'
import type {YamlDocument, YamlFile} from './reading/yaml-documents.ts'

/** An object of a manifest, of any kind. */
export interface ManifestObject {
  readonly apiVersion: string
  readonly kind: string
  readonly value: object
  readonly file: string
  readonly line: number
  readonly lines: Lines
}

/** The objects in a file: its documents, and the items of documents that are lists. Throws UsageError for a document without apiVersion and kind. */
export function objectsOf({documents, lines}: YamlFile, file: string): readonly ManifestObject[] {
  return documents.filter(({value}) => value !== null).flatMap(({value, line}) => objectsIn({value, line}, {file, lines}))
}

interface Inside {
  readonly file: string
  readonly lines: Lines
  /** Of the list, because the items of a PodList can omit their own. */
  readonly apiVersion?: string
  readonly kind?: string
}

function objectsIn({value, line}: YamlDocument, {file, lines, ...inherited}: Inside): readonly ManifestObject[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw noObject(file, line)
  const {apiVersion = inherited.apiVersion, kind = inherited.kind, items} = value as Readonly<Record<string, unknown>>
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') throw noObject(file, line)
  if (!kind.endsWith('List') || !Array.isArray(items)) return [{apiVersion, kind, value, file, line, lines}]
  const ofItems = kind === 'List' ? {} : {apiVersion, kind: kind.slice(0, -'List'.length)}
  return items.flatMap((item: unknown, index) =>
    objectsIn({value: item, line: lines.of(items, String(index)) ?? line}, {file, lines, ...ofItems}),
  )
}

function noObject(file: string, line: number): UsageError {
  return new UsageError(`${file}:${line} is not a Kubernetes object: apiVersion or kind is missing.`)
}
