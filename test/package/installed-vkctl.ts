import {mkdir} from 'node:fs/promises'
import {delimiter, dirname, join} from 'node:path'
import {execa} from 'execa'
import {builtVkctl} from '../lifecycle/world/vkctl-package.ts'

const windows = process.platform === 'win32'

/** The Node that runs the tests, also for programs that look for `node` on the PATH. */
export const nodeOnPath = {PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`}

export interface InstalledVkctl {
  /** The program that npm put where programs are. */
  readonly program: string
  /** Folder of the package. */
  readonly folder: string
  /** Path of each package that npm installed, in its own words. */
  readonly packages: readonly string[]
}

/** Packs vkctl and installs it below an empty folder with `npm install --global`, without a registry and without a cache. */
export async function installVkctl(empty: string): Promise<InstalledVkctl> {
  const [packed, prefix, cache] = [join(empty, 'packed'), join(empty, 'prefix'), join(empty, 'cache')]
  await mkdir(packed)
  const npm = async (...args: readonly string[]) =>
    (await execa('npm', [...args, '--cache', cache], {cwd: builtVkctl(), env: nodeOnPath, shell: windows})).stdout
  const [{filename}] = JSON.parse(await npm('pack', '--ignore-scripts', '--json', '--pack-destination', packed)) as [{filename: string}]
  await npm('install', '--global', '--prefix', prefix, '--offline', '--no-audit', '--no-fund', join(packed, filename))
  const installed = await npm('ls', '--global', '--prefix', prefix, '--all', '--parseable')
  const modules = windows ? join(prefix, 'node_modules') : join(prefix, 'lib', 'node_modules')
  return {
    program: windows ? join(prefix, 'vkctl.cmd') : join(prefix, 'bin', 'vkctl'),
    folder: join(modules, 'vkctl'),
    // The first line is the folder that holds them.
    packages: installed.split('\n').slice(1),
  }
}
