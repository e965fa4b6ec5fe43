import {UsageError} from '../../errors.ts'
import {podSpecShape, type PodSpec} from './pod-spec.ts'
import {anything, listOf, objectOf, text, wholeNumber, within, type Place, type Shape} from './shape.ts'
import type {ManifestObject} from './objects.ts'

/** A pod, or an object that creates pods. */
export interface Workload {
  readonly kind: WorkloadKind
  readonly name: string
  /** Undefined if the manifest does not name it; kubectl then uses its own. */
  readonly namespace: string | undefined
  readonly file: string
  /** The first line of the object. */
  readonly line: number
  /** The spec of its pods. */
  readonly pod: PodSpec
  /** Whether Kubernetes adds random characters to the name (`generateName`). */
  readonly generated: boolean
  readonly replicas: number
  /** The volumeClaimTemplates of a StatefulSet. */
  readonly claims: readonly unknown[]
  /** The line of a field of `holder`, else of `holder`, else the first line of the object. */
  readonly lineOf: (holder: object | undefined, key?: string) => number
}

/** The path of the pod spec, by kind. */
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

/** API groups of the workloads. Other groups have kinds with the same names, such as the Job of Volcano. */
const apiGroups = /^(v1|apps\/.+|batch\/.+|extensions\/.+)$/

export function isWorkload({kind, apiVersion}: Pick<ManifestObject, 'kind' | 'apiVersion'>): boolean {
  return workloadKinds.some(one => one === kind) && apiGroups.test(apiVersion)
}

/** Reads an object as a workload; undefined if it is another kind. Throws UsageError if its name or containers are missing or a field has the wrong type. */
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
