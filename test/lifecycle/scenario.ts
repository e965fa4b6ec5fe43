import {describe} from '@jest/globals'
import type {Api, HelmVersion} from './world/world.ts'

/** Which API server and which Helm a scenario runs on. */
export interface Ground {
  readonly api: Api
  readonly helm: HelmVersion
}

/** Names a group of scenarios; the report at the end of a run is made of these names. */
export function describeOn({api, helm}: Ground, name: string, scenarios: () => void): void {
  describe(`${name} on the ${api} API with Helm ${helm}`, () => {
    scenarios()
  })
}

/** A scenario group: declares its tests for one ground. */
export type Scenarios = (ground: Ground) => void
