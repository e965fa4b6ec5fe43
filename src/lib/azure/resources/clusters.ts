import type {ManagedCluster} from '@azure/arm-containerservice'
import {Secret} from '../../secret.ts'
import {lazily, type Arm} from '../transport/arm.ts'
import type {Azure, Cluster, ClusterRef} from '../azure.ts'
import {required} from '../transport/narrow.ts'
import {itemsOf} from '../transport/pages.ts'
import {narrowProfile} from './cluster-profile.ts'
import {clusterRef} from './ids.ts'

export function clusters(arm: Arm): Pick<Azure, 'cluster' | 'clusterRefs' | 'clusterCredentials'> {
  const client = lazily(async () => {
    const {ContainerServiceClient} = await import('@azure/arm-containerservice')
    return new ContainerServiceClient(arm.credential, arm.subscriptionId, arm.clientOptions)
  })
  return {
    cluster(ref) {
      const thing = `the cluster ${ref.name}`
      return arm.ask(thing, async () => narrow(await (await client()).managedClusters.get(ref.resourceGroup, ref.name), ref, thing))
    },
    clusterRefs() {
      const thing = 'the clusters of the subscription'
      return arm.ask(thing, async () => {
        const refs: ClusterRef[] = []
        for await (const {id} of itemsOf((await client()).managedClusters.list(), thing))
          refs.push(required(clusterRef(id ?? ''), 'id', thing))
        return refs
      })
    },
    clusterCredentials({resourceGroup, name}, {admin}) {
      const thing = `the credentials of the cluster ${name}`
      return arm.ask(thing, async () => {
        const {managedClusters} = await client()
        const {kubeconfigs} = admin
          ? await managedClusters.listClusterAdminCredentials(resourceGroup, name)
          : await managedClusters.listClusterUserCredentials(resourceGroup, name)
        return new Secret(Buffer.from(required(kubeconfigs?.[0]?.value, 'kubeconfig', thing)).toString('utf8'))
      })
    },
  }
}

function narrow(cluster: ManagedCluster, {resourceGroup}: ClusterRef, thing: string): Cluster {
  const kubelet = cluster.identityProfile?.['kubeletidentity']
  return {
    id: required(cluster.id, 'id', thing),
    name: required(cluster.name, 'name', thing),
    resourceGroup,
    location: required(cluster.location, 'location', thing),
    nodeResourceGroup: required(cluster.nodeResourceGroup, 'nodeResourceGroup', thing),
    fqdn: cluster.fqdn,
    privateFqdn: cluster.privateFqdn,
    azurePortalFqdn: cluster.azurePortalFqdn,
    kubernetesVersion: cluster.currentKubernetesVersion ?? cluster.kubernetesVersion,
    provisioningState: required(cluster.provisioningState, 'provisioningState', thing),
    // Clusters that were never stopped may have no power state.
    powerState: cluster.powerState?.code ?? 'Running',
    kubeletIdentity:
      kubelet === undefined
        ? undefined
        : {
            clientId: required(kubelet.clientId, 'clientId of the kubelet identity', thing),
            objectId: required(kubelet.objectId, 'objectId of the kubelet identity', thing),
          },
    entraId: cluster.aadProfile !== undefined && cluster.aadProfile !== null,
    localAccountsDisabled: cluster.disableLocalAccounts ?? false,
    virtualNodeAddon: Object.entries(cluster.addonProfiles ?? {}).some(
      ([name, {enabled}]) => name.toLowerCase() === 'aciconnectorlinux' && enabled,
    ),
    nodeResourceGroupLocked: cluster.nodeResourceGroupProfile?.restrictionLevel?.toLowerCase() === 'readonly',
    ...narrowNetwork(cluster),
    ...narrowProfile(cluster),
  }
}

function narrowNetwork({
  networkProfile,
  apiServerAccessProfile,
  agentPoolProfiles,
}: ManagedCluster): Pick<Cluster, 'dnsServiceIp' | 'authorizedIpRanges' | 'privateCluster' | 'nodeSubnetIds'> {
  return {
    dnsServiceIp: networkProfile?.dnsServiceIP,
    authorizedIpRanges: apiServerAccessProfile?.authorizedIPRanges ?? [],
    privateCluster: apiServerAccessProfile?.enablePrivateCluster ?? false,
    nodeSubnetIds: [...new Set((agentPoolProfiles ?? []).flatMap(({vnetSubnetID}) => vnetSubnetID ?? []))],
  }
}
