import {resourceGroupId} from '../../azure/resources/ids.ts'
import {connectorRole, networkRole} from '../../checks/facts/permissions.ts'
import {commandLine} from '../../command-line.ts'
import {credentialsKeys} from '../model/credentials-secret.ts'
import type {Exported} from './exported.ts'

/** What has to be there before a chart can be installed, as lines of a comment. Nothing in it is secret. */
export function prerequisites({namespace, secretName, record}: Exported): readonly string[] {
  return [
    ...(secretName === undefined
      ? []
      : [
          `It needs the Secret ${namespace}/${secretName} with the keys ${credentialsKeys.join(', ')}, which are not exported. To create it from files:`,
          commandLine`  kubectl create secret generic ${secretName} --namespace ${namespace} ${credentialsKeys.map(key => `--from-file=${key}`)}`,
        ]),
    ...(record === undefined
      ? []
      : [
          `Its identity ${record.identity.clientId} needs a role in the resource group ${record.aciResourceGroup}:`,
          assign(record.identity.objectId, connectorRole.name, resourceGroupId(record.subscriptionId, record.aciResourceGroup)),
          ...(record.subnetId === undefined ? [] : [assign(record.identity.objectId, networkRole.name, record.subnetId)]),
        ]),
  ]
}

function assign(objectId: string, role: string, scope: string): string {
  return commandLine`  az role assignment create --assignee-object-id ${objectId} --assignee-principal-type ServicePrincipal --role ${role} --scope ${scope}`
}
