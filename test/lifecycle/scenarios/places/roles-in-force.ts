import {expect, it} from '@jest/globals'
import {connectors} from '../../world/connector-result.ts'
import {casesOn, describeOn, type Scenarios} from '../../scenario.ts'
import {useWorld} from '../../world/use-world.ts'
import {withoutPod, withPod} from '../../world/with-pod.ts'

const registered = ['Microsoft.ContainerInstance']

/** A role that Azure lists is not in force yet. */
export const rolesInForce: Scenarios = ground => {
  for (const roleAssignmentMs of casesOn(ground, 1, [1000, 0, 20_000])) {
    describeOn(ground, `A role that takes ${roleAssignmentMs} ms to be in force`, () => {
      const world = useWorld({...ground, world: {registered, delays: {roleAssignmentMs}}})

      it('is in force when the install ends: the next pod runs', async () => {
        await withPod(world(), 'install-connector --assign-role')
        expect(world().azure.state.containerGroups.size).toBe(1)
        await withoutPod(world())
      }, 180_000)
    })
  }

  if (ground.sample) return

  describeOn(ground, 'A role that is not in force in time', () => {
    const world = useWorld({...ground, world: {registered, delays: {roleAssignmentMs: 60_000}}})

    it('ends the install, with how long Azure may take', async () => {
      const {vkctl} = world()
      const ended = await vkctl('install-connector --assign-role --timeout 12s', {exits: 5})
      expect(ended.stderr).toContain('up to 30 minutes')
      expect(connectors(ended)).toMatchObject([{status: 'NotReady'}])
    }, 120_000)
  })
}
