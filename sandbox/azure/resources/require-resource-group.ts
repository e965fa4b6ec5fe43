import {ArmError} from '../arm/arm-error.ts'
import {findResourceGroup, type ResourceGroupEntry, type World} from '../world.ts'

export function requireResourceGroup(world: World, name: string | undefined): ResourceGroupEntry {
  const found = findResourceGroup(world, name ?? '')
  if (found === undefined) throw new ArmError(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`)
  return found
}
