import type {Cluster} from '../../azure/azure.ts'
import {UsageError} from '../../errors.ts'
import {ClusterError} from '../../kubernetes/cluster-errors.ts'
import {readKubeconfig, type ClusterAccess} from '../../kubernetes/kubeconfig/kubeconfig.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {ofKind} from '../../kubernetes/objects.ts'
import {listObjects} from '../../kubernetes/read.ts'
import type {KubeOptions} from '../model/spec.ts'
import type {Host} from './host.ts'
import {belongingOfAddress, belongingOfNodes, type Belonging} from './which-cluster.ts'

/** Enough to find a node whose virtual machine is known. */
const fewNodes = 20

/**
 * Prints which API server is used if the user names a kubeconfig or a context. Rejects with UsageError if it is that of another cluster
 * than the user names, unless the user allows that. Without a cluster in Azure there is nothing to compare.
 * @param access What the kubeconfig of `--kubeconfig` says; undefined with `--context` alone, where kubectl finds the kubeconfig.
 */
export async function checkCluster(
  {azure, talk}: Pick<Host, 'azure' | 'talk'>,
  {kubectl, cluster}: {readonly kubectl: Kubectl; readonly cluster: Cluster | undefined},
  {kubeconfig, context, otherCluster = false}: KubeOptions,
  access: Pick<ClusterAccess, 'server' | 'unverified'> | undefined,
): Promise<void> {
  const {server, unverified} = access ?? (await seenByKubectl(kubectl))
  const where = [...(context === undefined ? [] : [`the context ${context}`]), kubeconfig ?? 'your kubeconfig'].join(' in ')
  if (unverified !== undefined) {
    talk.warning(
      `The connection to ${server} is not secure: ${where} has ${unverified}. Anybody on the network path can read what vkctl sends, and can answer instead of the cluster.`,
    )
  }
  if (cluster === undefined) return talk.warning(`Using the API server ${server} of ${where}.`)
  const byAddress = belongingOfAddress(server, cluster)
  const belonging = byAddress === 'unknown' ? await belongingBySelf(kubectl, azure.subscriptionId, cluster) : byAddress
  if (belonging === 'other' && !otherCluster) {
    throw new UsageError(`The API server ${server} of ${where} is not that of the cluster ${cluster.name}. Nothing was changed.`, {
      hints: [
        'Check --name, --resource-group, --kubeconfig and --context. Without --kubeconfig and --context, vkctl gets the credentials of the cluster from Azure.',
        'If you are sure, pass --allow-other-cluster.',
      ],
    })
  }
  const doubt: Readonly<Record<Belonging, string>> = {
    same: '',
    other: ` It is not that of ${cluster.name}.`,
    unknown: ` vkctl cannot tell whether it is that of ${cluster.name}.`,
  }
  talk.warning(`Using the API server ${server} of ${where}, not the credentials of ${cluster.name}.${doubt[belonging]}`)
}

async function seenByKubectl(kubectl: Kubectl): Promise<Pick<ClusterAccess, 'server' | 'unverified'>> {
  const text = await kubectl.call('read your kubeconfig', ['config', 'view', '--minify', '--output', 'json']).catch((error: unknown) => {
    // It asks no server, so the kubeconfig or the name of the context is wrong.
    throw error instanceof ClusterError
      ? new UsageError(error.message, {hints: ['List the contexts: kubectl config get-contexts'], cause: error})
      : error
  })
  return readKubeconfig(text)
}

async function belongingBySelf(kubectl: Kubectl, subscriptionId: string, cluster: Cluster): Promise<Belonging> {
  const {objects} = await listObjects(kubectl, {kinds: ['nodes'], labels: 'type!=virtual-kubelet', limit: fewNodes})
  return belongingOfNodes(ofKind(objects, 'Node'), subscriptionId, cluster)
}
