import type {PodObject} from '../../kubernetes/objects.ts'
import {someOf} from './some-of.ts'

/** `NAMESPACE/NAME`, as findings name a pod. */
export function podName({metadata: {namespace = 'default', name}}: PodObject): string {
  return `${namespace}/${name}`
}

/** The beginning of a sentence about pods: `Pods shop/a, shop/b, shop/c and 2 more`. */
export function podList(pods: readonly PodObject[]): string {
  return `${pods.length === 1 ? 'Pod' : 'Pods'} ${someOf(pods.map(podName), 3)}`
}

/** As podList, with the verb: `Pod shop/a is`, `Pods shop/a, shop/b are`. */
export function podsAre(pods: readonly PodObject[]): string {
  return `${podList(pods)} ${pods.length === 1 ? 'is' : 'are'}`
}
