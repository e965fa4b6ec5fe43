import {commandLine} from '../../command-line.ts'
import {scopeOfRoleAssignment} from '../resources/ids.ts'

const refusal = /with object id '(?<objectId>[^']+)' .*to perform action '(?<action>[^']+)' over scope '(?<scope>[^']+)'/s

/** Hints for a 403 of Resource Manager, from the code and the message of the error. */
export function permissionHints(code: string, message: string): readonly string[] {
  if (code === 'DenyAssignmentAuthorizationFailed') return ['A deny assignment blocks this action. Another role does not help.']
  const groups = refusal.exec(message)?.groups
  if (code !== 'AuthorizationFailed' || groups === undefined) return []
  const {objectId = '', action = '', scope: refusedAt = ''} = groups
  // az refuses to assign a role at a role assignment.
  const scope = scopeOfRoleAssignment(refusedAt) ?? refusedAt
  return [
    `Ask somebody who may assign roles to assign you a role with the action ${action}:`,
    commandLine`  az role assignment create --assignee-object-id ${objectId} --scope ${scope} --role ROLE`,
    'A new role assignment takes some minutes to take effect.',
  ]
}
