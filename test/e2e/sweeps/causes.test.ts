import {expect, it} from '@jest/globals'
import {runSweep} from './run-sweep.ts'

it('The first finding names the cause of what is broken: each tenth breakage', async () => {
  const {tried, exitCode} = await runSweep('causes/main.ts', ['--every', '10', '--lanes', '2'])
  expect(tried).toBeGreaterThan(10)
  expect(exitCode).toBe(0)
}, 900_000)
