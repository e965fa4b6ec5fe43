import {UsageError} from '../../errors.ts'
import type {Flaw} from './flaw.ts'
import {typeOf} from './kubernetes/api-types.ts'
import {currentVersion} from './kubernetes/api-versions.ts'
import {schemaFaults} from './kubernetes/schema-faults.ts'
import type {Lines} from './reading/lines.ts'
import type {YamlDocument, YamlFile} from './reading/yaml-documents.ts'

/** An object of a manifest, of any kind. */
export interface ManifestObject {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string | undefined
  readonly namespace: string | undefined
  readonly value: object
  readonly file: string
  readonly line: number
  readonly lines: Lines
  /** What the API server would refuse in its fields. */
  readonly faults: readonly Flaw[]
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
  if (!kind.endsWith('List') || !Array.isArray(items)) return [objectOf({apiVersion, kind, value, file, line, lines})]
  const ofItems = kind === 'List' ? {} : {apiVersion, kind: kind.slice(0, -'List'.length)}
  return items.flatMap((item: unknown, index) =>
    objectsIn({value: item, line: lines.of(items, String(index)) ?? line}, {file, lines, ...ofItems}),
  )
}

function objectOf(about: Omit<ManifestObject, 'name' | 'namespace' | 'faults'>): ManifestObject {
  const {apiVersion, kind, value, line, lines} = about
  const type = typeOf(currentVersion(apiVersion, kind) ?? '', kind)
  const faults = type === undefined ? [] : schemaFaults(value, type, {line, lines, path: ''})
  if (type === undefined) checkMetadata(value, about)
  const {metadata} = value as {readonly metadata?: {readonly name?: unknown; readonly generateName?: unknown; readonly namespace?: unknown}}
  const name = textIn(metadata?.name) ?? textIn(metadata?.generateName)
  const nameless: Flaw = {message: 'metadata.name is missing.', line, remedy: 'Add metadata.name, which Kubernetes requires.'}
  // Files for tools, such as a Kustomization, have no name.
  const isNameless = name === undefined && type !== undefined
  return {...about, name, namespace: textIn(metadata?.namespace), faults: isNameless ? [nameless, ...faults] : faults}
}

/** Custom resources have metadata like all objects. Only its types matter here. */
function checkMetadata(value: {metadata?: unknown}, {line, lines}: Pick<ManifestObject, 'line' | 'lines'>): void {
  const {metadata} = value
  if (typeof metadata === 'object' && metadata !== null) schemaFaults(metadata, 'V1ObjectMeta', {line, lines, path: 'metadata'})
  else delete value.metadata
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function noObject(file: string, line: number): UsageError {
  return new UsageError(`${file}:${line} is not a Kubernetes object: apiVersion or kind is missing.`)
}
