import {execFileSync} from 'node:child_process'
import {chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {filesBelow} from './archive.ts'
import type {Release} from './context.ts'
import {nodeBinary} from './node-binary.ts'
import {isMac, isWindows, type Platform} from './platform.ts'

const postject = fileURLToPath(import.meta.resolve('postject/dist/cli.js'))
const start = fileURLToPath(new URL('../../bin/executable.cjs', import.meta.url))

/** https://nodejs.org/api/single-executable-applications.html */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

/** What vkctl reads while it runs, in the folder of the built package. */
const contents = {folders: ['dist', 'charts', 'templates'], files: ['package.json', 'oclif.manifest.json']}

/** vkctl as one executable: Node.js with the built package in it. Made once for all parts of a release. Throws NotHere. Returns its path. */
export function executableOf({built, work, cache}: Pick<Release, 'built' | 'work' | 'cache'>, platform: Platform): string {
  const file = join(work, `vkctl-${platform}${isWindows(platform) ? '.exe' : ''}`)
  if (!existsSync(file)) writeExecutable(built, platform, nodeBinary(platform, cache), file)
  return file
}

function writeExecutable(built: string, platform: Platform, node: string, target: string): void {
  const temporary = mkdtempSync(join(tmpdir(), 'vkctl-executable-'))
  try {
    const blob = join(temporary, 'blob')
    const config = join(temporary, 'config.json')
    writeFileSync(config, JSON.stringify(configuration(built, blob)))
    execFileSync(process.execPath, ['--experimental-sea-config', config], {stdio: ['ignore', 'ignore', 'inherit']})
    copyFileSync(node, target)
    chmodSync(target, 0o755)
    if (isMac(platform)) execFileSync('codesign', ['--remove-signature', target], {stdio: 'inherit'})
    const segment = isMac(platform) ? ['--macho-segment-name', 'NODE_SEA'] : []
    // Its warnings about sections of Node.js mean nothing.
    execFileSync(process.execPath, [postject, target, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', fuse, ...segment], {stdio: 'pipe'})
    if (isMac(platform)) execFileSync('codesign', ['--sign', '-', target], {stdio: 'inherit'})
  } finally {
    rmSync(temporary, {recursive: true, force: true})
  }
}

function configuration(built: string, output: string): object {
  // Hidden files, too: without .helmignore, the chart would have another digest.
  const files = [...contents.folders.flatMap(folder => filesBelow(join(built, folder)).map(file => `${folder}/${file}`)), ...contents.files]
  return {
    main: start,
    output,
    disableExperimentalSEAWarning: true,
    // docs/decisions/0060-single-executables.md
    useCodeCache: false,
    // import() in a file from an asset prints a warning that it is experimental.
    execArgv: ['--optimize-for-size', '--disable-warning=ExperimentalWarning'],
    execArgvExtension: 'none',
    assets: Object.fromEntries(files.map(path => [path, join(built, path)])),
  }
}
