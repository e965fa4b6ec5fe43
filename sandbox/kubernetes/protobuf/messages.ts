import type {IField, INamespace} from 'protobufjs'
import messages from './messages.json' with {type: 'json'}

/**
 * How a field is written.
 * - `list`, `map`: more than one value; the keys of a map are texts.
 * - `inline`: the fields of the message stand among those of the message around it.
 * - `omitempty`: the zero value is as good as none.
 */
export type Shape = 'list' | 'map' | 'inline' | 'omitempty'

type Row = readonly [id: number, type: string, shape?: Shape]

// Written by `npm run protobuf-messages`, from the generated.proto files of k8s.io/api and k8s.io/apimachinery.
const rows = messages as unknown as Readonly<Record<string, Readonly<Record<string, Row>>>>

function fieldOf([id, type, shape]: Row): IField {
  if (shape === 'map') return {id, type, keyType: 'string'} as IField
  return {id, type, ...(shape === 'list' ? {rule: 'repeated'} : {}), options: {shape}}
}

/** The messages as protobufjs reads them, each in the namespace of its package. */
export function messageDefinitions(): INamespace {
  const root: {nested: Record<string, unknown>} = {nested: {}}
  for (const [name, fields] of Object.entries(rows)) {
    const path = name.split('.')
    const message = path.pop() ?? ''
    let at = root
    for (const part of path) at = (at.nested[part] ??= {nested: {}}) as typeof root
    at.nested[message] = {fields: Object.fromEntries(Object.entries(fields).map(([field, row]) => [field, fieldOf(row)]))}
  }
  return root as INamespace
}

/** The message of a kind; `meta.k8s.io` has none of its own group. */
export function messageName(apiVersion: string, kind: string): string {
  if (kind === 'DeleteOptions') return 'k8s.io.apimachinery.pkg.apis.meta.v1.DeleteOptions'
  const [group = '', version] = apiVersion.split('/')
  return version === undefined ? `k8s.io.api.core.${group}.${kind}` : `k8s.io.api.${group.split('.')[0] ?? ''}.${version}.${kind}`
}
