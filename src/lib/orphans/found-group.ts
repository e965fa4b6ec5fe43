import type {ContainerGroup} from '../azure/azure.ts'
import {containerGroupRef} from '../azure/resources/ids.ts'

/** What vkctl knows about the pod of a container group. */
export const groupClasses = ['live', 'pod-gone', 'node-gone', 'cluster-unknown'] as const
export type GroupClass = (typeof groupClasses)[number]

/** A container group that Virtual Kubelet created. */
export interface PodGroup {
  /** ARM id. */
  readonly id: string
  readonly name: string
  readonly resourceGroup: string
  readonly nodeName: string
  readonly namespace: string
  readonly podName: string
  readonly podUid: string
  /** When its pod was created, in ISO 8601; null if no tag contains it. */
  readonly createdAt: string | null
  /** What its containers request. */
  readonly cores: number
  readonly memoryGb: number
}

/** A container group, and what the clusters know about it (schemas/orphans.schema.json). */
export interface FoundGroup extends PodGroup {
  readonly class: GroupClass
  /** The cluster that has its pod or its node, or whose node resource group it is in; null if none is known. */
  readonly cluster: string | null
  /** Whether it certainly belongs to that cluster. The tags do not name a cluster, and node names are the same in many of them. */
  readonly certain: boolean
}

/** Undefined for a container group without all the tags that the provider sets. */
export function podGroup({id, name, tags, cores, memoryGb}: ContainerGroup): PodGroup | undefined {
  const {NodeName: nodeName = '', Namespace: namespace = '', PodName: podName = '', UID: podUid = ''} = tags
  const resourceGroup = containerGroupRef(id)?.resourceGroup
  if (resourceGroup === undefined || [nodeName, namespace, podName, podUid].includes('')) return undefined
  const createdAt = timeOfGo(tags['CreationTimestamp'] ?? '') ?? null
  return {id, name, resourceGroup, nodeName, namespace, podName, podUid, createdAt, cores, memoryGb}
}

/** The provider writes times as Go prints them: `2026-11-23 07:14:18 +0000 UTC`. https://pkg.go.dev/time#Time.String */
function timeOfGo(text: string): string | undefined {
  const found = /^(?<date>\d{4}-\d\d-\d\d) (?<time>\d\d:\d\d:\d\d(?:\.\d+)?) (?<hours>[+-]\d\d)(?<minutes>\d\d)\b/.exec(text)?.groups
  if (found === undefined) return undefined
  const time = new Date(`${found['date']}T${found['time']}${found['hours']}:${found['minutes']}`)
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}
