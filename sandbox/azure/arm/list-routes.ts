import type {World} from '../world.ts'
import type {ArmRoute} from './route.ts'

interface Listed<Entry> {
  readonly apiVersions: readonly string[]
  readonly entries: (world: World) => readonly Entry[]
  /** A resource as Azure shows it. */
  readonly show: (world: World, entry: Entry) => unknown
}

/** Lists the resources of a type, in the subscription and in a resource group. */
export function listRoutes<Entry extends {readonly resourceGroup: string}>(
  type: string,
  {apiVersions, entries, show}: Listed<Entry>,
): readonly ArmRoute[] {
  return ['/subscriptions/{subscription}', '/subscriptions/{subscription}/resourceGroups/{group}'].map(scope => ({
    method: 'GET',
    path: `${scope}/providers/${type}`,
    action: `${type}/read`,
    scope,
    apiVersions,
    handle: ({world, params: {group}}) => ({
      status: 200,
      body: {
        value: entries(world)
          .filter(({resourceGroup}) => group === undefined || resourceGroup.toLowerCase() === group.toLowerCase())
          .map(one => show(world, one)),
      },
    }),
  }))
}
