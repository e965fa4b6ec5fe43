import {existsSync} from 'node:fs'
import {join} from 'node:path'
import which from 'which'
import {cacheFolder} from '../control-plane/cache-folder.ts'

/** The version that `npm run azure-cli` installs. */
export const azureCliVersion = '2.91.0'

/** The virtual environment of Python in which `npm run azure-cli` installs it. */
export const azureCliFolder = (): string => join(cacheFolder(), `azure-cli-${azureCliVersion}`)

/** Path of az: what `VKCTL_TEST_AZ` names, what `npm run azure-cli` installed, or the first on the PATH; undefined without any. */
export function findAz(): string | undefined {
  const given = process.env['VKCTL_TEST_AZ']
  if (given !== undefined && given !== '') return given
  const installed = process.platform === 'win32' ? join(azureCliFolder(), 'Scripts', 'az.bat') : join(azureCliFolder(), 'bin', 'az')
  return existsSync(installed) ? installed : (which.sync('az', {nothrow: true}) ?? undefined)
}
