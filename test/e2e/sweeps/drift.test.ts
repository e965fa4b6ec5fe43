import {expect, it} from '@jest/globals'
import {runSweep} from './run-sweep.ts'

it('What somebody changes of a connector is found and restored: each thirtieth field', async () => {
  const {tried, wrong, exitCode} = await runSweep('drift/main.ts', ['--every', '30', '--lanes', '2'])
  expect(wrong).toEqual([])
  expect(tried).toBeGreaterThan(15)
  expect(exitCode).toBe(0)
}, 900_000)
