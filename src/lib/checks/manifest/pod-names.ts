import type {Workload} from './workload.ts'

/** Kubernetes cuts a name to this length before it adds five random characters (apiserver, names.SimpleNameGenerator). */
const generatedBase = 58

/** The length of `-` and five random characters. */
const random = 6

/** How many characters are between the name of the workload and the random ones: the hash of a ReplicaSet, the minute of a CronJob. */
const between: Readonly<Record<string, number>> = {Deployment: 11, CronJob: 9}

/** The greatest length of the names of its pods. */
export function longestPodName({kind, name, generated, replicas}: Workload): number {
  if (kind === 'StatefulSet') return name.length + `-${Math.max(replicas - 1, 0)}`.length
  if (kind === 'Pod' && !generated) return name.length
  return Math.min(name.length + (between[kind] ?? 0), generatedBase) + (kind === 'Pod' ? random - 1 : random)
}

/** How the names of the pods are formed: the name itself, the name and a number, or the name and random characters. */
export function namingOf({kind, generated}: Workload): 'exact' | 'numbered' | 'random' {
  if (kind === 'StatefulSet') return 'numbered'
  return kind === 'Pod' && !generated ? 'exact' : 'random'
}

/** How the names of its container groups begin: `NAMESPACE-NAME`. Without a namespace in the manifest, it assumes `default`. */
export function groupNameStem({namespace = 'default', name}: Workload): string {
  return `${namespace}-${name}`
}
