import type {Configuration, Surroundings} from './configuration.ts'
import {configFolder, readLayers} from './layers.ts'

const layout = {prefix: 'AZURE', folder: '.azure'} as const

/**
 * az's configuration: `AZURE_<SECTION>_<KEY>`, then `.azure/config` of the parent folders (`az config set --local`), then
 * `$AZURE_CONFIG_DIR/config` or `~/.azure/config`.
 */
export function readAzConfig(surroundings: Surroundings): Promise<Configuration> {
  return readLayers(layout, surroundings)
}

/** Where az keeps its files, such as `azureProfile.json`. */
export function azFolder(surroundings: Surroundings): string {
  return configFolder(layout, surroundings)
}
