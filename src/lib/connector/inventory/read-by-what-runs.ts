import {isIP} from 'node:net'
import type {Fact} from '../../checks/engine/fact.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {ofKind, type DeploymentObject, type KubeObject} from '../../kubernetes/objects.ts'
import {listObjects, together, type Reading} from '../../kubernetes/read.ts'
import {chartName} from '../model/labels.ts'
import {asWorkload, connectorWorkloads} from './origin/connector-workloads.ts'
import {registeredNodes} from './origin/virtual-kubelet.ts'
import {isVirtualNode} from './origin/virtual-node.ts'

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

/**
 * The pods of workloads, by their selectors. Those of vkctl's chart are read by its label; here only the pods in their namespaces that have lost it: Kubernetes
 * puts another pod in their place, and both register the same node.
 */
export async function readPodsOf(kubectl: Kubectl, workloads: readonly DeploymentObject[]): Promise<Reading> {
  const isOwn = ({metadata}: DeploymentObject): boolean => metadata.labels?.['app.kubernetes.io/name'] === chartName
  const foreign = workloads.filter(workload => !isOwn(workload))
  const namespaces = new Set(workloads.filter(isOwn).map(({metadata: {namespace = 'default'}}) => namespace))
  const lists = new Map(
    foreign.flatMap(({metadata: {namespace = 'default'}, spec}) => {
      const labels = Object.entries(spec?.selector?.matchLabels ?? {})
        .map(([key, value]) => `${key}=${value}`)
        .join(',')
      return labels === '' ? [] : [[`${namespace} ${labels}`, {namespace, labels}] as const]
    }),
  )
  return together(
    await Promise.all([
      ...[...lists.values()].map(({namespace, labels}) => listObjects(kubectl, {kinds: ['pods'], namespace, labels})),
      ...[...namespaces].map(namespace =>
        listObjects(kubectl, {
          kinds: ['pods'],
          namespace,
          labels: `app.kubernetes.io/name!=${chartName}`,
          where: pod => registeredNodes(asWorkload(pod)).length > 0,
        }),
      ),
    ]),
  )
}

/**
 * The pods that run a connector and that no workload owns. A connector writes the address of its pod into its node (azure-aci v1.6.4, VKUBELET_POD_IP), so
 * the API server can select them. Only nodes that no workload registers are looked at.
 */
export async function readBarePods(kubectl: Kubectl, nodes: readonly KubeObject[], workloads: Fact<Reading>): Promise<Reading> {
  const registered = new Set(connectorWorkloads(workloads).flatMap(registeredNodes))
  const lost = ofKind(nodes, 'Node').filter(node => isVirtualNode(node) && !registered.has(node.metadata.name))
  const lists = lost.flatMap(({metadata: {name}, status}) => {
    const address = status?.addresses?.find(({type}) => type === 'InternalIP')?.address ?? ''
    const where = (pod: KubeObject): boolean =>
      (pod.metadata.ownerReferences ?? []).length === 0 && registeredNodes(asWorkload(pod)).includes(name)
    return isIP(address) === 0 ? [] : [listObjects(kubectl, {kinds: ['pods'], fields: `status.podIP=${address}`, where})]
  })
  return together(await Promise.all(lists))
}
