// Bundles src/ into dist/ (one entry for each command, shared chunks for the rest) and describes the commands in oclif.manifest.json.
// Types are checked by `npm run typecheck`, not here.
import {glob, rm, writeFile} from 'node:fs/promises'
import {basename, join, relative, sep} from 'node:path'
import {fileURLToPath} from 'node:url'
import {rolldown} from 'rolldown'
import {describeCommands} from './manifest.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'src')
const dist = join(root, 'dist')

const commands = await Array.fromAsync(glob('commands/**/*.ts', {cwd: source}))
const entries = Object.fromEntries(
  ['main.ts', ...commands].map(file => [file.split(sep).join('/').replace(/\.ts$/, ''), join(source, file)]),
)

await rm(dist, {recursive: true, force: true})
const bundle = await rolldown({
  input: entries,
  platform: 'node',
  // oclif looks for these only in development.
  external: ['typescript', 'ts-node', 'tsx'],
  onLog(level, log, report) {
    if (level === 'warn' && log.code === 'EVAL') return
    report(level, log)
  },
})
const {output} = await bundle.write({dir: dist, format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'shared/[name]-[hash].js'})
await bundle.close()

const manifest = await describeCommands(root, './dist/commands')
await writeFile(join(root, 'oclif.manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)

const bytes = output.reduce((sum, chunk) => sum + (chunk.type === 'chunk' ? chunk.code.length : 0), 0)
console.log(
  `${relative(process.cwd(), dist) || basename(dist)}: ${output.length} files, ${Math.round(bytes / 1024)} KiB; ${Object.keys(manifest.commands).length} commands`,
)
