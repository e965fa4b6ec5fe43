import {describe, expect, it} from '@jest/globals'
import {connectorRole} from '../../../../../src/lib/checks/facts/permissions.ts'
import {assignRole} from '../../../../../src/lib/connector/install/steps/assign-role.ts'
import type {StepContext} from '../../../../../src/lib/connector/install/steps/step.ts'

const step = {do: 'assign-role', scope: '/g', role: connectorRole, principalId: 'p', description: 'd'} as const
const deadline = new Date('2026-11-29T12:10:00Z')

/** An Azure that lists the assignment, in another letter case, from the look with this number on; each pause takes a minute. */
function azureThatLists(fromLook: number) {
  let looks = 0
  let now = new Date('2026-11-29T12:00:00Z').getTime()
  const azure = {
    subscriptionId: 's',
    assignRole: async () => ({id: '/g/providers/Microsoft.Authorization/roleAssignments/A'}),
    roleAssignments: async () => {
      looks++
      return looks >= fromLook ? [{id: '/g/providers/microsoft.authorization/roleAssignments/a'}] : []
    },
  }
  const host = {azure, now: () => new Date(now), sleep: async () => void (now += 60_000)}
  return {context: {host, deadline} as unknown as StepContext, looks: () => looks}
}

describe('the assignment of a role', () => {
  it('is waited for until Azure lists it', async () => {
    const {context, looks} = azureThatLists(3)
    await assignRole.take(step, context)
    expect(looks()).toBe(3)
  })

  it('ends with exit code 5 when Azure does not list it in time', async () => {
    const {context} = azureThatLists(99)
    await expect(assignRole.take(step, context)).rejects.toMatchObject({exitCode: 5, message: expect.stringContaining('not in force yet')})
  })
})
