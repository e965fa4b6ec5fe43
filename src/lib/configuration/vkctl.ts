import type {Configuration, Surroundings} from './configuration.ts'
import {readLayers} from './layers.ts'

/**
 * vkctl's own configuration, found as az finds its own: `VKCTL_<SECTION>_<KEY>`, then `.vkctl/config` of the parent folders, then
 * `$VKCTL_CONFIG_DIR/config` or `~/.vkctl/config`.
 */
export function readVkctlConfig(surroundings: Surroundings): Promise<Configuration> {
  return readLayers({prefix: 'VKCTL', folder: '.vkctl'}, surroundings)
}
