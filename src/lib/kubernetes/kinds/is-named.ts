import type {KubeObject, ObjectRef} from '../objects.ts'

/** Whether an object has this kind, name and namespace. The version of its API does not count. */
export function isNamed({kind, metadata}: KubeObject, ref: ObjectRef): boolean {
  return kind === ref.kind && metadata.name === ref.name && metadata.namespace === ref.namespace
}
