import {expect, it} from '@jest/globals'
import {connectors} from '../world/connector-result.ts'
import {describeOn, inCi, type Scenarios} from '../scenario.ts'
import {useWorld} from '../world/use-world.ts'
import {prepared} from '../world/world.ts'

/** Two people at once on one connector. */
export const twoRuns: Scenarios = ground =>
  describeOn(ground, 'Two runs at once', () => {
    const world = useWorld({...ground, world: prepared})

    inCi(ground)(
      'two installs: at least one ends well, the other too or says why',
      async () => {
        const {start, vkctl, snapshot} = world()
        const before = await snapshot()
        const runs = await Promise.all([start('install-connector').done, start('install-connector').done])
        expect(runs.map(({exitCode}) => exitCode)).toContain(0)
        for (const {stderr} of runs.filter(({exitCode}) => exitCode !== 0)) expect(stderr).toMatch(/another vkctl/i)
        expect(connectors(await vkctl('install-connector'))).toMatchObject([{status: 'Ready'}])
        await vkctl('validate')
        await vkctl('remove-connector --yes')
        expect(await snapshot()).toEqual(before)
      },
      180_000,
    )

    it('an install and a removal: afterwards either command ends in what it asks for', async () => {
      const {start, vkctl, snapshot} = world()
      const before = await snapshot()
      await vkctl('install-connector')
      const runs = await Promise.all([
        start('install-connector --image-tag 1.6.3 --timeout 30s').done,
        start('remove-connector --yes --timeout 30s').done,
      ])
      for (const {stderr} of runs.filter(({exitCode}) => exitCode !== 0)) expect(stderr).toMatch(/^(ERROR|WARNING): \S/m)
      expect(connectors(await vkctl('install-connector'))).toMatchObject([{status: 'Ready'}])
      await vkctl('validate')
      await vkctl('remove-connector --yes')
      expect(await snapshot()).toEqual(before)
    }, 180_000)
  })
