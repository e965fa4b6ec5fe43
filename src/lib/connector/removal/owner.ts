import {argocd, az, flux, helm as helmCommand, kubectl, vkctl} from '../../printed-commands/printed-command.ts'
import type {Advice} from '../../printed-commands/printed-lines.ts'
import {valueOf} from '../../checks/engine/fact.ts'
import type {Installed} from '../inventory/installed.ts'
import {isConnectorChart} from '../inventory/origin/origin.ts'
import type {ClusterSession} from '../session/cluster-session.ts'

/**
 * Why vkctl leaves a connector to its owner, and how the owner removes it, in sentences; undefined if vkctl removes it. What GitOps or AKS manages would
 * come back, and what vkctl did not expect may be part of something larger. Pure.
 */
export function leftToOwner(
  connector: Pick<Installed, 'origin' | 'managedBy' | 'workload' | 'release' | 'namespace' | 'nodeName' | 'facts'>,
  session: Pick<ClusterSession, 'cluster'>,
): Advice | undefined {
  return ofGitOps(connector) ?? ofAks(connector, session) ?? ofLargerRelease(connector) ?? ofNobodyKnown(connector)
}

function ofGitOps({managedBy}: Pick<Installed, 'managedBy'>): Advice | undefined {
  if (managedBy?.tool === 'argo-cd') {
    const {namespace} = managedBy
    const name = managedBy.name ?? ''
    const app = namespace === null ? name : `${namespace}/${name}`
    return [
      `Argo CD manages it, and would create it again. Delete its manifests where the Application ${app} reads them, and sync. Or delete the Application with all that it manages:`,
      argocd`app delete ${app}`,
    ]
  }
  if (managedBy?.tool !== 'flux') return undefined
  const {kind, name} = managedBy
  const namespace = managedBy.namespace ?? 'flux-system'
  return kind === 'HelmRelease'
    ? [
        'Flux manages it, and would install it again. Delete the HelmRelease where Flux reads it, or if it is nowhere else:',
        flux`delete helmrelease ${name ?? ''} --namespace ${namespace}`,
      ]
    : [
        'Flux manages it, and would create it again. Delete its manifests where the Kustomization reads them, then:',
        flux`reconcile kustomization ${name ?? ''} --namespace ${namespace} --with-source`,
      ]
}

function ofAks(
  {origin, release, namespace}: Pick<Installed, 'origin' | 'release' | 'namespace'>,
  {cluster}: Pick<ClusterSession, 'cluster'>,
): Advice | undefined {
  const {resourceGroup, name} = cluster
  if (origin === 'aks-addon') {
    return [
      'It is the virtual node add-on of AKS. Turn it off:',
      az`aks disable-addons --addons virtual-node --resource-group ${resourceGroup} --name ${name}`,
    ]
  }
  if (origin !== 'virtual-nodes-v2') return undefined
  return [
    'It is Virtual Nodes v2, which vkctl does not manage. If it is a cluster extension:',
    az`k8s-extension delete --cluster-type managedClusters --cluster-name ${name} --resource-group ${resourceGroup} --name ${release}`,
    'If Helm installed it:',
    helmCommand`uninstall ${release} --namespace ${namespace}`,
  ]
}

function ofLargerRelease({facts}: Pick<Installed, 'facts'>): Advice | undefined {
  const helm = valueOf(facts.helm)
  if (helm === undefined || isConnectorChart(helm.chartName)) return undefined
  return `It is part of the Helm release ${helm.namespace}/${helm.name} of the chart ${helm.chartName}, which can contain other things. Turn it off in the values of that release.`
}

function ofNobodyKnown({origin, workload, nodeName}: Pick<Installed, 'origin' | 'workload' | 'nodeName'>): Advice | undefined {
  if (origin !== 'manifest' || workload === undefined) return undefined
  const {kind, name, namespace} = workload
  return [
    'vkctl does not know what created it. Delete it:',
    kubectl`delete ${kind.toLowerCase()} ${name} --namespace ${namespace}`,
    'Then the node:',
    vkctl`remove-connector --node ${nodeName}`,
  ]
}
