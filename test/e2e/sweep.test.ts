import {expect, it} from '@jest/globals'
import {runSweep} from './sweeps/run-sweep.ts'

it('Whatever fails of what vkctl calls and asks, it stays truthful and can be run again', async () => {
  const {tried, wrong, exitCode} = await runSweep('main.ts')
  expect(wrong).toEqual([])
  expect(tried).toBeGreaterThan(500)
  expect(exitCode).toBe(0)
}, 1500_000)
