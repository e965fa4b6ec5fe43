import {isOfKubernetes} from './kubernetes/api-versions.ts'
import {schemaFaults} from './kubernetes/schema-faults.ts'
import type {ManifestObject} from './objects.ts'
import type {Metadata, PodSpec} from './pod-spec.ts'
import {podTemplatesIn} from './pod-templates.ts'

/** A pod, or an object that creates pods. */
export interface Workload {
  readonly kind: string
  readonly name: string
  /** Undefined if the manifest does not name it; kubectl then uses its own. */
  readonly namespace: string | undefined
  readonly file: string
  /** The first line of the object. */
  readonly line: number
  /** Of the object itself. */
  readonly metadata: Metadata
  /** Of its pods: labels and annotations. */
  readonly podMetadata: Metadata
  /** The spec of its pods. */
  readonly pod: PodSpec
  /** Whether Kubernetes adds random characters to the name (`generateName`). */
  readonly generated: boolean
  /** How many pods it has at the same time. */
  readonly replicas: number
  /** Whether a new pod starts before the old one has ended, when the template changes. */
  readonly overlaps: boolean
  /** The volumeClaimTemplates of a StatefulSet. */
  readonly claims: readonly unknown[]
  /** The line of a field of `holder`, else of `holder`, else the first line of the object. */
  readonly lineOf: (holder: object | undefined, key?: string) => number
}

/** Where the template of the pods is, by kind; a Pod is its own. */
const templatePaths: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  ReplicationController: ['spec', 'template'],
}

export const workloadKinds = Object.keys(templatePaths)

/** Where the template of the pods of a kind is. */
export function templatePathOf(kind: string): readonly string[] {
  return templatePaths[kind] ?? []
}

/** Whether Kubernetes itself makes pods of the object. */
export function isWorkload({kind, apiVersion}: Pick<ManifestObject, 'kind' | 'apiVersion'>): boolean {
  return isOfKubernetes(apiVersion) && Object.hasOwn(templatePaths, kind)
}

/** Whether the object is a custom resource, which may contain pod templates. */
export function isCustom({apiVersion}: Pick<ManifestObject, 'apiVersion'>): boolean {
  return !isOfKubernetes(apiVersion)
}

/** The workloads of an object: itself, if it is a pod or makes pods; or each pod template in a custom resource, such as a ScaledJob of KEDA. */
export function workloadsOf(object: ManifestObject): readonly Workload[] {
  if (isWorkload(object)) return [workload(object, valueAt(object.value, templatePathOf(object.kind)) as Template | undefined)]
  if (!isCustom(object)) return []
  return podTemplatesIn(object.value).map(template => {
    // Custom resources have fields and rules of their own; this only makes the types of the pod's fields certain.
    schemaFaults(template.spec, 'V1PodSpec', {lines: object.lines, line: object.line, path: ''})
    return workload(object, template)
  })
}

interface Template {
  readonly metadata?: Metadata
  readonly spec?: PodSpec
}

interface WorkloadSpec {
  readonly replicas?: number
  readonly parallelism?: number
  readonly strategy?: {readonly type?: string}
  readonly volumeClaimTemplates?: readonly unknown[]
}

function workload(object: ManifestObject, template: Template | undefined): Workload {
  const {kind, name = '(no name)', namespace, file, line, lines, value} = object
  const {metadata = {}, spec = {}} = value as {readonly metadata?: Metadata; readonly spec?: WorkloadSpec}
  const given = kind === 'Pod' ? {} : spec
  const {replicas, parallelism, volumeClaimTemplates = [], strategy} = given
  const count = replicas ?? parallelism
  return {
    kind,
    name,
    namespace,
    file,
    line,
    metadata,
    podMetadata: template?.metadata ?? {},
    pod: template?.spec ?? {},
    generated: metadata.name === undefined,
    replicas: typeof count === 'number' ? count : 1,
    overlaps: kind === 'Deployment' && strategy?.type !== 'Recreate',
    claims: volumeClaimTemplates,
    lineOf: (holder, key) => (holder === undefined ? line : (lines.of(holder, key) ?? line)),
  }
}

function valueAt(value: unknown, [first, ...more]: readonly string[]): unknown {
  if (first === undefined || typeof value !== 'object' || value === null) return value
  return valueAt((value as Readonly<Record<string, unknown>>)[first], more)
}
