import {expect, it} from '@jest/globals'
import {runSweep} from './run-sweep.ts'

it('A forged record never steers vkctl to what is not the connector’s: each eighth forgery', async () => {
  const {tried, wrong, exitCode} = await runSweep('records/main.ts', ['--every', '8', '--lanes', '2'])
  expect(wrong).toEqual([])
  expect(tried).toBeGreaterThan(30)
  expect(exitCode).toBe(0)
}, 900_000)
