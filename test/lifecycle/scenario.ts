import {describe, it} from '@jest/globals'
import type {Api, HelmVersion} from './world/world.ts'

/** Which API server and which Helm a scenario runs on. */
export interface Ground {
  readonly api: Api
  readonly helm: HelmVersion
  /**
   * Run the most telling tests only, and of cases that differ in one value the first few. CI runs all: on a real API server those of the scenarios that run
   * with every Helm, and in test/e2e/every-case.test.ts the others.
   */
  readonly sample?: true
}

/** What `npm test` runs on. */
export const inSandbox: Ground = {api: 'emulated', helm: '4.2.3', sample: true}

/** All cases, or the first `count` of them where a sample is enough. */
export function casesOn<Case>({sample}: Ground, count: number, cases: readonly Case[]): readonly Case[] {
  return sample ? cases.slice(0, count) : cases
}

/** Declares a test that only CI runs. */
export function inCi({sample}: Ground): (...test: Parameters<typeof it>) => void {
  return sample ? () => {} : it
}

/** Names a group of scenarios; the report at the end of a run is made of these names. */
export function describeOn({api, helm}: Ground, name: string, scenarios: () => void): void {
  describe(`${name} on the ${api} API with Helm ${helm}`, () => {
    scenarios()
  })
}

/** A scenario group: declares its tests for one ground. */
export type Scenarios = (ground: Ground) => void
