import {join} from 'node:path'
import {configFolder, type Surroundings} from '../../configuration/config-files.ts'
import {readIniFile} from '../../configuration/ini-files.ts'
import type {Cloud} from './cloud.ts'
import {customCloud} from './custom-cloud.ts'

/** Clouds that were registered with `az cloud register`. az 2.91 keeps them in `clouds.config`, one section per cloud. */
export async function registeredClouds(surroundings: Surroundings): Promise<readonly Cloud[]> {
  const entries = await readIniFile(join(configFolder('az', surroundings), 'clouds.config'))
  const names = [...new Set(entries.map(({section}) => section))]
  return names.flatMap(name => {
    const value = (key: string) => entries.find(entry => entry.section === name && entry.key.toLowerCase() === key)?.value
    const resourceManager = value('endpoint_resource_manager')
    const authority = value('endpoint_active_directory')
    // The built-in clouds of az have sections without endpoints.
    if (resourceManager === undefined || authority === undefined) return []
    return [customCloud(name, {resourceManager, authority, audience: value('endpoint_active_directory_resource_id') ?? resourceManager})]
  })
}
