import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {partsOf, pointsOf, tryHalfRemoval} from './half-removals.ts'
import {openStage, type Stage} from './stage.ts'

// A sample; `npm run sweep:removals` tries all.

let stage: Stage
beforeAll(async () => {
  stage = await openStage(['--aci-resource-group', 'aci-westus2', '--location', 'eastus'])
}, 60_000)
afterAll(async () => await stage?.close())

describe('a removal of a connector of which somebody deleted something', () => {
  it('leaves nothing, or says what', async () => {
    const parts = partsOf(stage)
    expect(parts).toEqual(expect.arrayContaining(['Namespace virtual-kubelet', 'resource group aci-westus2', 'Pod default/sample-linux']))
    const sample = pointsOf(parts).filter((_, index) => index % 40 === 7)
    expect(sample).toHaveLength(5)
    for (const point of sample) expect(await tryHalfRemoval(stage, point)).toMatchObject({problems: []})
  }, 120_000)
})
