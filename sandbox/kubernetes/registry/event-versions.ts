import type {Fields, KubeObject} from '../object.ts'
import {groupVersion, type Resource} from '../resources/resource.ts'

// Events have two APIs with one storage. They are kept as core/v1.
const toNew = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['reportingComponent', 'reportingController'],
] as const

function rename(object: KubeObject, names: readonly (readonly [string, string])[]): KubeObject {
  const result: Fields = {...object}
  for (const [from, to] of names) {
    if (result[from] !== undefined) result[to] = result[from]
    delete result[from]
  }
  return result as KubeObject
}

/** A stored object as the resource shows it. */
export function forResource(resource: Resource, object: KubeObject): KubeObject {
  if (resource.group !== 'events.k8s.io') return object
  return {...rename(object, toNew), apiVersion: groupVersion(resource)}
}

/** An object of the resource as it is stored. */
export function forStorage(resource: Resource, object: KubeObject): KubeObject {
  if (resource.group !== 'events.k8s.io') return object
  return {
    ...rename(
      object,
      toNew.map(([core, modern]) => [modern, core] as const),
    ),
    apiVersion: 'v1',
  }
}
