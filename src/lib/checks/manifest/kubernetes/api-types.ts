// Made by `npm run docs` from the models of @kubernetes/client-node, which are generated from the OpenAPI document of Kubernetes.
import api from './types.json' with {type: 'json'}

/** The version of Kubernetes that the types are from. */
export const typesVersion = '1.36'

/** The fields of a type, by name: what they are, such as `[]V1Container` or `{}string`, with a `!` at the end if the field is required. */
export type Fields = Readonly<Record<string, string>>

/** The name of the type of an object; undefined for kinds that are not part of Kubernetes, or that no manifest of an application has. */
export function typeOf(apiVersion: string, kind: string): string | undefined {
  return own(api.kinds, `${apiVersion} ${kind}`)
}

/** The fields of a type; undefined for types without fields, such as `string`. */
export function fieldsOf(type: string): Fields | undefined {
  return own(api.types as Readonly<Record<string, Fields>>, type)
}

/** The versions in which Kubernetes has a kind. */
export function versionsOf(kind: string): readonly string[] {
  return Object.keys(api.kinds)
    .map(key => key.split(' '))
    .flatMap(([version = '', name]) => (name === kind ? [version] : []))
}

function own<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined
}
