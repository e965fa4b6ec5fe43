import type {ManifestObject} from './objects.ts'
import type {Workload} from './workload.ts'

/** The subject of checks of manifests: one workload. */
export interface ManifestSubject {
  /** Kind and name, such as `Deployment shop/web`. */
  readonly target: string
}

/** What is in the files. */
export interface ManifestValues {
  readonly workload: Workload
  /** All workloads of all files. */
  readonly workloads: readonly Workload[]
  /** Secrets in the files. */
  readonly secrets: readonly ManifestObject[]
}

/** Kind and name of a workload, such as `Deployment shop/web`. */
export function targetOf({kind, namespace, name}: Workload): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`
}
