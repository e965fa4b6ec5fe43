import {az} from '../../printed-commands/printed-command.ts'
import type {Line} from '../../printed-commands/printed-lines.ts'
import {scopeOfRoleAssignment} from '../resources/ids.ts'

const refusal = /with object id '(?<objectId>[^']+)' .*to perform action '(?<action>[^']+)' over scope '(?<scope>[^']+)'/s

/** What to do about the refusals of a subscription, by the code of the error. */
const ofCode: Readonly<Record<string, string>> = {
  RequestDisallowedByPolicy: 'Azure Policy forbids this. Ask whoever manages the policies for an exemption: az policy exemption create',
  ScopeLocked: 'A lock forbids this. To list and delete locks: az lock list, az lock delete',
  ReadOnlyDisabledSubscription:
    'The subscription is disabled. An owner of the billing account can reactivate it in the Azure portal (Subscriptions, Reactivate).',
}

/** Hints for an error that only somebody with other rights in the subscription can remove; empty for others. */
export function subscriptionHints(code: string): readonly string[] {
  const hint = ofCode[code]
  return hint === undefined ? [] : [hint]
}

/** Hints for a 403 of Resource Manager, from the code and the message of the error. */
export function permissionHints(code: string, message: string): readonly Line[] {
  if (code === 'DenyAssignmentAuthorizationFailed') return ['A deny assignment blocks this action. Another role does not help.']
  const groups = refusal.exec(message)?.groups
  if (code !== 'AuthorizationFailed' || groups === undefined) return subscriptionHints(code)
  const {objectId = '', action = '', scope: refusedAt = ''} = groups
  // az refuses to assign a role at a role assignment.
  const scope = scopeOfRoleAssignment(refusedAt) ?? refusedAt
  return [
    `Ask somebody who may assign roles to assign you a role with the action ${action}:`,
    az`role assignment create --assignee-object-id ${objectId} --scope ${scope} --role ROLE`,
    'A new role assignment takes some minutes to take effect.',
  ]
}
