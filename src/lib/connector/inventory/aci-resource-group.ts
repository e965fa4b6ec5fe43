import {environmentOf} from '../model/deployment-arguments.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Installed} from './installed.ts'

/** The resource group of a connector's container groups: by its receipt, else by its configuration, else the default. */
export function aciResourceGroupOf(
  {receipt, facts}: Pick<Installed, 'receipt' | 'facts'>,
  {cluster}: Pick<ClusterSession, 'cluster'>,
): string {
  const deployment = facts.deployments.known ? facts.deployments.value[0] : undefined
  return receipt?.aciResourceGroup ?? environmentOf(deployment, 'ACI_RESOURCE_GROUP') ?? cluster.nodeResourceGroup
}
