import {environmentOf} from '../model/deployment-arguments.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Installed} from './installed.ts'

/** The resource group of a connector's container groups: the one in its record, or else in its Deployment, or else the default. */
export function aciResourceGroupOf(
  {record, facts}: Pick<Installed, 'record' | 'facts'>,
  {cluster}: Pick<ClusterSession, 'cluster'>,
): string {
  const deployment = facts.deployments.known ? facts.deployments.value[0] : undefined
  return record?.aciResourceGroup ?? environmentOf(deployment, 'ACI_RESOURCE_GROUP') ?? cluster.nodeResourceGroup
}
