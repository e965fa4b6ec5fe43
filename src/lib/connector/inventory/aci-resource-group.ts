import type {Cluster} from '../../azure/azure.ts'
import {environmentOf} from '../model/deployment-arguments.ts'
import type {Installed} from './installed.ts'

/** The resource group of a connector's container groups: the one in its record, or else in its Deployment, or else the default; empty if that is unknown. */
export function aciResourceGroupOf(
  {record, facts}: Pick<Installed, 'record' | 'facts'>,
  {cluster}: {readonly cluster: Cluster | undefined},
): string {
  const deployment = facts.deployments.known ? facts.deployments.value[0] : undefined
  return record?.aciResourceGroup ?? environmentOf(deployment, 'ACI_RESOURCE_GROUP') ?? cluster?.nodeResourceGroup ?? ''
}
