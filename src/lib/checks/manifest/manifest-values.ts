import type {ManifestObject} from './objects.ts'
import type {Workload} from './workload.ts'

/** What checks of manifests are about: one workload. */
export interface ManifestSubject {
  /** Kind and name, such as `Deployment shop/web`. */
  readonly target: string
}

/** What the files say. */
export interface ManifestValues {
  readonly workload: Workload
  /** All workloads of all files. */
  readonly workloads: readonly Workload[]
  /** Secrets in the files. */
  readonly secrets: readonly ManifestObject[]
}

/** Kind and name of a workload, as messages call it. */
export function targetOf({kind, namespace, name}: Workload): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`
}
