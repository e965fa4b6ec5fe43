import {UsageError} from '../../errors.ts'
import {podSpecShape, type PodSpec} from './pod-spec.ts'
import {anything, listOf, objectOf, text, wholeNumber, within, type Place, type Shape} from './shape.ts'
import type {ManifestObject} from './objects.ts'

/** An object of a manifest that makes pods, or a pod. */
export interface Workload {
  readonly kind: WorkloadKind
  readonly name: string
  /** Undefined when the manifest leaves it to kubectl. */
  readonly namespace: string | undefined
  readonly file: string
  /** Where the object begins. */
  readonly line: number
  /** Of the pods that it makes. */
  readonly pod: PodSpec
  /** Whether Kubernetes adds letters to the name by itself (`generateName`). */
  readonly generated: boolean
  readonly replicas: number
  /** Volumes that a StatefulSet claims for each of its pods. */
  readonly claims: readonly unknown[]
  /** The line of a field, or of what holds it; the object's when the manifest does not have it. */
  readonly lineOf: (holder: object | undefined, key?: string) => number
}

/** Where the pod's spec is, by kind. */
const podPaths = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ReplicationController: ['spec', 'template', 'spec'],
} as const

export type WorkloadKind = keyof typeof podPaths

export const workloadKinds = Object.keys(podPaths) as readonly WorkloadKind[]

const metadataShape = objectOf({name: text, generateName: text, namespace: text})
const specShape = objectOf({replicas: wholeNumber, volumeClaimTemplates: listOf(anything)})

/** Other groups have kinds of the same name, such as Volcano's Job. */
const groups = /^(v1|apps\/.+|batch\/.+|extensions\/.+)$/

export function isWorkload({kind, apiVersion}: Pick<ManifestObject, 'kind' | 'apiVersion'>): boolean {
  return workloadKinds.some(one => one === kind) && groups.test(apiVersion)
}

/** The workload that an object is; undefined when it is something else. Throws UsageError when Kubernetes could not read it. */
export function workloadOf({kind, apiVersion, value, file, line, lines}: ManifestObject): Workload | undefined {
  const known = workloadKinds.find(one => one === kind)
  if (known === undefined || !isWorkload({kind, apiVersion})) return undefined
  const place: Place = {file, lines, line, path: ''}
  const {name, generateName, namespace} = field(value, 'metadata', metadataShape, place) ?? {}
  const shown = name ?? generateName
  if (shown === undefined || shown === '') throw new UsageError(`${file}:${line}: the ${kind} has no metadata.name.`)
  const pod = podOf(value, podPaths[known], place)
  if (pod === undefined || (pod.containers ?? []).length === 0) {
    throw new UsageError(`${file}:${line}: the ${kind} ${shown} has no ${podPaths[known].join('.')}.containers.`)
  }
  const {replicas = 1, volumeClaimTemplates: claims = []} = known === 'Pod' ? {} : (field(value, 'spec', specShape, place) ?? {})
  return {
    kind: known,
    name: shown,
    namespace,
    file,
    line,
    pod,
    generated: name === undefined,
    replicas,
    claims,
    lineOf: (holder, key) => (holder === undefined ? line : (lines.of(holder, key) ?? line)),
  }
}

function podOf(value: object, [first = '', ...more]: readonly string[], place: Place): PodSpec | undefined {
  if (more.length === 0) return field(value, first, podSpecShape, place)
  const next = field(value, first, objectOf({}), place)
  return next === undefined ? undefined : podOf(next, more, within(place, value, first))
}

function field<T>(holder: object, key: string, shape: Shape<T>, place: Place): T | undefined {
  return objectOf({[key]: shape})(holder, place)[key]
}
