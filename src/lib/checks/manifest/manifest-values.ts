import type {ManifestObject} from './objects.ts'
import type {Workload} from './workload.ts'

/** The subject of checks of manifests: one object. */
export interface ManifestSubject {
  /** Kind and name, such as `Deployment shop/web`. */
  readonly target: string
}

/** What is in the files. */
export interface ManifestValues {
  /** The object that is checked. */
  readonly object: ManifestObject
  /** The object as a workload. */
  readonly workload: Workload
  /** All workloads of all files that are meant for virtual nodes. */
  readonly workloads: readonly Workload[]
  /** All Services, Secrets and other objects of all files that have to do with workloads. */
  readonly objects: readonly ManifestObject[]
}

/** Kind and name of an object, such as `Deployment shop/web`. */
export function targetOf({kind, namespace, name}: Pick<ManifestObject, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name ?? '(no name)'}`
}

/** The object of the files that a workload refers to by kind and name; undefined if it is not in the files. */
export function objectNamed(
  objects: readonly ManifestObject[],
  kind: string,
  name: string | undefined,
  workload: Pick<Workload, 'namespace'>,
): ManifestObject | undefined {
  return objects.find(object => object.kind === kind && object.name === name && shareNamespace(object, workload))
}

/** Whether two objects are in the same namespace. Without a namespace in the manifest, it is the same for all. */
export function shareNamespace(one: Pick<ManifestObject, 'namespace'>, other: Pick<ManifestObject, 'namespace'>): boolean {
  return (one.namespace ?? 'default') === (other.namespace ?? 'default')
}
