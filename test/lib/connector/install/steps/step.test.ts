import {expect, it} from '@jest/globals'
import {remainingMs, type StepContext} from '../../../../../src/lib/connector/session/step.ts'

const now = new Date('2026-11-29T12:00:00Z')
const host = {now: () => now} as StepContext['host']

it('a call of Helm has the time until the deadline, and never less than a second', () => {
  expect(remainingMs({host, deadline: new Date('2026-11-29T12:00:30Z')})).toBe(30_000)
  expect(remainingMs({host, deadline: new Date('2026-11-29T11:00:00Z')})).toBe(1000)
})
