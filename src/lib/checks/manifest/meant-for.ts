import {requirementText, unmet} from './node-labels.ts'
import {aimsAtVirtualNodes, toleratesVirtualNodes} from './placement.ts'
import type {Workload} from './workload.ts'

/** Why a workload is not checked, as the end of a sentence; undefined if it is checked. */
export function notMeant(workload: Workload, all: readonly Workload[]): string | undefined {
  const {kind, pod, metadata, podMetadata} = workload
  if (isTest(metadata.annotations ?? {}) || isTest(podMetadata.annotations ?? {})) return 'a test of Helm'
  if (aimsAtVirtualNodes(pod)) return undefined
  if (pod.nodeName !== undefined) return `for the node ${pod.nodeName}`
  const [missing] = unmet(pod)
  if (missing !== undefined) return `for other nodes (${requirementText(missing)})`
  // The pods of a DaemonSet that tolerates everything would run on virtual nodes too. Without a toleration, it makes none for them.
  if (kind === 'DaemonSet') return toleratesVirtualNodes(pod) ? undefined : 'a DaemonSet that does not tolerate the taint of virtual nodes'
  // If nothing in the files is meant for virtual nodes, the question is what the workloads lack for that.
  return all.some(other => aimsAtVirtualNodes(other.pod)) ? 'not meant for virtual nodes' : undefined
}

/** Hooks that run only with `helm test` (https://helm.sh/docs/topics/chart_tests/). */
function isTest(annotations: Readonly<Record<string, string | undefined>>): boolean {
  const hooks = (annotations['helm.sh/hook'] ?? '').split(',').map(hook => hook.trim())
  return hooks.some(hook => /^test(-success|-failure)?$/.test(hook))
}
