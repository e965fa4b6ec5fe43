import type {RoleAssignmentEntry} from '../../../sandbox/azure/world.ts'
import {connectors, validation} from '../../lifecycle/world/connector-result.ts'
import type {Finding} from '../finding.ts'
import {install, type DriftSite} from './site.ts'

/** Whether two entries assign the same role: not by name and time, which differ when it was assigned again. */
function isSameAssignment(one: RoleAssignmentEntry, other: RoleAssignmentEntry): boolean {
  return one.scope === other.scope && one.principalId === other.principalId && one.roleId === other.roleId
}

/** Takes the role assignment of the connector away, and makes it one of another role. */
export async function tryAssignments({world: {azure}, run}: DriftSite): Promise<readonly Finding[]> {
  const {roleAssignments} = azure.state
  const before = structuredClone(roleAssignments)
  const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
  /** vkctl describes what it assigns. */
  const isOurs = ({description}: {readonly description?: string | undefined}): boolean => description !== undefined
  const changes: readonly (readonly [string, () => void])[] = [
    ['deleted', () => void roleAssignments.splice(0, Infinity, ...before.filter(one => !isOurs(one)))],
    [
      'of another role',
      () => void roleAssignments.splice(0, Infinity, ...before.map(one => (isOurs(one) ? {...one, roleId: reader} : one))),
    ],
  ]
  const findings: Finding[] = []
  for (const [what, change] of changes) {
    change()
    const validated = await run('validate -o json')
    if (validated.stdout === '') throw new Error(`validate printed nothing: ${validated.stderr}`)
    const isSeen = validation(validated).findings.some(({verdict}) => verdict === 'problem')
    const installed = await run(install)
    const missing = before.filter(one => isOurs(one) && !roleAssignments.some(now => isSameAssignment(one, now)))
    const again = await run(install)
    findings.push({
      name: `role assignment: ${what}`,
      problems: [
        ...(isSeen ? [] : ['validate finds nothing']),
        ...(installed.exitCode === 0 ? [] : [`install-connector ended with ${installed.exitCode}: ${installed.stderr}`]),
        ...missing.map(({name, scope}) => `${name} of ${scope} is not as before`),
        ...(connectors(again)[0]?.changed === false ? [] : ['the second install changed something']),
      ],
      record: [validated, installed, again].map(({stdout, stderr, exitCode}) => `${stdout}${stderr}-> ${exitCode}`),
    })
    roleAssignments.splice(0, Infinity, ...structuredClone(before))
  }
  return findings
}
