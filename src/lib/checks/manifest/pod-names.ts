import type {Workload, WorkloadKind} from './workload.ts'

/** Kubernetes cuts a name to this many letters before it adds five of its own (apiserver, names.SimpleNameGenerator). */
const generatedBase = 58

/** `-` and five letters that Kubernetes chooses. */
const random = 6

/** How many letters are behind the name of a workload, in front of those that Kubernetes chooses: of a ReplicaSet's hash, of a CronJob's minute. */
const between: Partial<Record<WorkloadKind, number>> = {Deployment: 11, CronJob: 9}

/** How long the names of its pods may get. */
export function longestPodName({kind, name, generated, replicas}: Workload): number {
  if (kind === 'StatefulSet') return name.length + `-${Math.max(replicas - 1, 0)}`.length
  if (kind === 'Pod' && !generated) return name.length
  return Math.min(name.length + (between[kind] ?? 0), generatedBase) + (kind === 'Pod' ? random - 1 : random)
}

/** How the names of pods are made: the name itself, a number behind it, or letters that nobody knows before. */
export function namingOf({kind, generated}: Workload): 'exact' | 'numbered' | 'random' {
  if (kind === 'StatefulSet') return 'numbered'
  return kind === 'Pod' && !generated ? 'exact' : 'random'
}

/** What the names of its container groups begin with (or are); the namespace is that of kubectl when the manifest names none. */
export function groupNameStem({namespace = 'default', name}: Workload): string {
  return `${namespace}-${name}`
}
