import {describe, expect, it} from '@jest/globals'
import {az} from '../../../../src/lib/printed-commands/printed-command.ts'
import {permissionHints} from '../../../../src/lib/azure/transport/permission-hints.ts'

// As Resource Manager says it.
const refused =
  "The client 'c' with object id 'o-1' does not have authorization to perform action 'Microsoft.Network/virtualNetworks/read' over scope '/subscriptions/s/resourceGroups/g' or the scope is invalid."

describe('what helps against a 403', () => {
  it('is a role, in a command that names who and where', () => {
    const hints = permissionHints('AuthorizationFailed', refused)
    expect(hints[0]).toContain('Microsoft.Network/virtualNetworks/read')
    expect(hints[1]).toEqual(az`role assignment create --assignee-object-id o-1 --scope /subscriptions/s/resourceGroups/g --role ROLE`)
  })

  it('is a role at the resource group when a role may not be assigned there', () => {
    const group = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/g'
    const message = refused
      .replace('Microsoft.Network/virtualNetworks/read', 'Microsoft.Authorization/roleAssignments/write')
      .replace('/subscriptions/s/resourceGroups/g', `${group}/providers/Microsoft.Authorization/roleAssignments/a`)
    expect(permissionHints('AuthorizationFailed', message)[1]).toMatchObject({words: expect.arrayContaining([group])})
  })

  it('is no role against a deny assignment', () => {
    expect(permissionHints('DenyAssignmentAuthorizationFailed', refused)).toEqual([expect.stringContaining('deny assignment')])
  })

  it.each([['AuthorizationFailed', 'No.']])('is not known for %s: %.10s', (code, message) => {
    expect(permissionHints(code, message)).toEqual([])
  })
})
