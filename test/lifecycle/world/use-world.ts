import {isDeepStrictEqual} from 'node:util'
import {afterAll, afterEach, beforeEach} from '@jest/globals'
import type {Snapshot} from './snapshot.ts'
import {openWorld, type World, type WorldChoice} from './world.ts'

/**
 * One world for the tests of a `describe`, with what `furnish` did to it. Each begins with it as it was at first: one that a test left changed, for a
 * reason or because it failed, is replaced.
 */
export function useWorld(choice: WorldChoice, furnish: (world: World) => Promise<unknown> = async () => {}): () => World {
  let world: World | undefined
  let first: Snapshot
  // Not after the test before it, which may have been the last.
  beforeEach(async () => {
    if (world !== undefined) return
    world = await openWorld(choice)
    await furnish(world)
    first = await world.snapshot()
  }, 300_000)
  afterEach(async () => {
    if (world === undefined) return
    world.faults.set([])
    world.tools.intercept(undefined)
    if (isDeepStrictEqual(await world.snapshot(), first)) return
    await world.close()
    world = undefined
  }, 60_000)
  afterAll(async () => await world?.close())
  return () => {
    if (world === undefined) throw new Error('The world did not open.')
    return world
  }
}
