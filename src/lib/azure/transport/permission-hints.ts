const refusal = /with object id '(?<objectId>[^']+)' .*to perform action '(?<action>[^']+)' over scope '(?<scope>[^']+)'/s

/** What helps against a 403 of Resource Manager, from the code and the sentence of its error. */
export function permissionHints(code: string, message: string): readonly string[] {
  if (code === 'DenyAssignmentAuthorizationFailed') return ['A deny assignment forbids this to everybody; a further role does not help.']
  const groups = refusal.exec(message)?.groups
  if (code !== 'AuthorizationFailed' || groups === undefined) return []
  const {objectId, action, scope} = groups
  return [
    `Somebody who may grant roles can help, with a role that allows ${action}:`,
    `  az role assignment create --assignee-object-id ${objectId} --scope ${scope} --role <role>`,
    'A role that was granted just now takes some minutes to be in force.',
  ]
}
