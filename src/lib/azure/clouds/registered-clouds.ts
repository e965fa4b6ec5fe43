import {join} from 'node:path'
import {azFolder} from '../../configuration/az.ts'
import type {Surroundings} from '../../configuration/configuration.ts'
import {readIniFile} from '../../configuration/ini-files.ts'
import type {Cloud} from './cloud.ts'
import {customCloud} from './custom-cloud.ts'

/** Clouds that were registered with `az cloud register`. az 2.91 keeps them in `clouds.config`, one section per cloud. */
export async function registeredClouds(surroundings: Surroundings): Promise<readonly Cloud[]> {
  const sections = await readIniFile(join(azFolder(surroundings), 'clouds.config'))
  return [...(sections ?? [])].flatMap(([name, values]) => {
    const resourceManager = values.get('endpoint_resource_manager')
    const authority = values.get('endpoint_active_directory')
    // The built-in clouds of az have sections without endpoints.
    if (resourceManager === undefined || authority === undefined) return []
    return [
      customCloud(name, {resourceManager, authority, audience: values.get('endpoint_active_directory_resource_id') ?? resourceManager}),
    ]
  })
}
