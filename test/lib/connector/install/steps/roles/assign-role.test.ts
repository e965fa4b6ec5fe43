import {expect, it} from '@jest/globals'
import {connectorRole} from '../../../../../../src/lib/checks/facts/permissions.ts'
import {assignRole} from '../../../../../../src/lib/connector/install/steps/roles/assign-role.ts'
import type {StepContext} from '../../../../../../src/lib/connector/session/step.ts'

it('assigns the role with its description', async () => {
  const asked: unknown[] = []
  const azure = {subscriptionId: 's', assignRole: async (...args: unknown[]) => void asked.push(args)}
  const step = {do: 'assign-role', scope: '/g', role: connectorRole, principalId: 'p', description: 'd'} as const
  await assignRole.take(step, {host: {azure}} as unknown as StepContext)
  expect(asked).toEqual([['/g', expect.stringContaining(connectorRole.id), 'p', 'd']])
})
