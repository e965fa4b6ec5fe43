import {homedir} from 'node:os'
import {join} from 'node:path'

/** Where programs for the tests are kept that take long to make, outside the checkout. */
export function cacheFolder(): string {
  return join(systemCache(), 'vkctl')
}

function systemCache(): string {
  if (process.platform === 'win32') return process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches')
  return process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
}
