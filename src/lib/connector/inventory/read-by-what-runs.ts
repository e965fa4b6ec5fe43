import type {Kubectl} from '../../kubernetes/kubectl.ts'
import type {DeploymentObject} from '../../kubernetes/objects.ts'
import {listObjects, type Reading} from '../../kubernetes/read.ts'
import {chartName} from '../model/labels.ts'

/**
 * Nodes that may be virtual: those with their label, and those that AKS did not create, because somebody may have removed the label. AKS labels its
 * machines with the cluster (https://learn.microsoft.com/azure/aks/use-labels).
 */
export async function readVirtualNodes(kubectl: Kubectl): Promise<Reading> {
  return together(
    await Promise.all(
      ['type=virtual-kubelet', 'type!=virtual-kubelet,!kubernetes.azure.com/cluster'].map(labels =>
        listObjects(kubectl, {kinds: ['nodes'], labels}),
      ),
    ),
  )
}

/** The pods of workloads, by their selectors. Those of vkctl's chart are read by its label. */
export async function readPodsOf(kubectl: Kubectl, workloads: readonly DeploymentObject[]): Promise<Reading> {
  const foreign = workloads.filter(({metadata}) => metadata.labels?.['app.kubernetes.io/name'] !== chartName)
  const lists = new Map(
    foreign.flatMap(({metadata: {namespace = 'default'}, spec}) => {
      const labels = Object.entries(spec?.selector?.matchLabels ?? {})
        .map(([key, value]) => `${key}=${value}`)
        .join(',')
      return labels === '' ? [] : [[`${namespace} ${labels}`, {namespace, labels}] as const]
    }),
  )
  return together(
    await Promise.all([...lists.values()].map(({namespace, labels}) => listObjects(kubectl, {kinds: ['pods'], namespace, labels}))),
  )
}

function together(readings: readonly Reading[]): Reading {
  return {objects: readings.flatMap(({objects}) => objects), unread: readings.flatMap(({unread}) => unread)}
}
