import type {PodObject} from '../../kubernetes/objects.ts'
import {someOf} from './some-of.ts'

/** How a pod is named in findings. */
export function podName({metadata: {namespace = 'default', name}}: PodObject): string {
  return `${namespace}/${name}`
}

/** Pods at the beginning of a sentence: the first three, and how many more there are. */
export function podList(pods: readonly PodObject[]): string {
  return `${pods.length === 1 ? 'Pod' : 'Pods'} ${someOf(pods.map(podName), 3)}`
}
