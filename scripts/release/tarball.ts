import {execFileSync} from 'node:child_process'
import type {Release} from './context.ts'

/** Makes the package for `npm install --global`. npm gives all files in it the same time. Returns the name of the file. */
export function makeTarball({built, target, version}: Release): string {
  // Already built; prepack would build again.
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', target], {
    cwd: built,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return `vkctl-${version}.tgz`
}
