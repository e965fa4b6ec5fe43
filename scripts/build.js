// Bundles src/ and sandbox/ into dist/ (one entry for each command, shared chunks for the rest), describes the commands in oclif.manifest.json and
// in man/, and writes the licences of the libraries in the bundle to THIRD-PARTY-NOTICES and their list to sbom.cdx.json. Types are checked by
// `npm run typecheck`, not here.
import {readFileSync} from 'node:fs'
import {glob, mkdir, rm, writeFile} from 'node:fs/promises'
import {basename, join, relative, sep} from 'node:path'
import {fileURLToPath} from 'node:url'
import {rolldown} from 'rolldown'
import {readSurface} from '../src/surface.ts'
import {manPages} from './man/pages.ts'
import {checksFile, listChecks} from '../src/completion/checks.ts'
import {describeCommands} from './manifest.ts'
import {billOfMaterials} from './sbom.ts'
import {bundledLibraries, notices} from './third-party-notices.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'src')
const dist = join(root, 'dist')

const commands = await Array.fromAsync(glob('commands/**/*.ts', {cwd: source}))
const entries = Object.fromEntries(
  ['main.ts', 'lib/own-folder.ts', ...commands].map(file => [file.split(sep).join('/').replace(/\.ts$/, ''), join(source, file)]),
)

/** The file of a package's ES modules. */
function esmOf(name) {
  const folder = join(root, 'node_modules', name)
  return join(folder, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).module)
}

/** Chunks with code of the sandbox have a folder of their own, so that anybody can see whether a command loads one. */
function folderOf({moduleIds}) {
  return moduleIds.some(id => id.startsWith(join(root, 'sandbox') + sep)) ? 'sandbox' : 'shared'
}

await rm(dist, {recursive: true, force: true})
const bundle = await rolldown({
  input: entries,
  platform: 'node',
  // oclif looks for these only in development.
  external: ['typescript', 'ts-node', 'tsx'],
  // These have no `exports`; their CommonJS build would bring a second copy of the Azure pipeline along.
  resolve: {alias: Object.fromEntries(['@azure/arm-authorization', '@azure/arm-containerinstance'].map(name => [name, esmOf(name)]))},
})
const {output} = await bundle.write({
  dir: dist,
  // Node loads it in less time than ES modules.
  format: 'cjs',
  exports: 'named',
  entryFileNames: '[name].cjs',
  chunkFileNames: chunk => `${folderOf(chunk)}/[name]-[hash].cjs`,
  // A third of the bundle is comments. Names stay: stacks and messages show them.
  minify: {compress: true, mangle: false, codegen: {removeWhitespace: true}},
})
await bundle.close()

const chunks = output.filter(({type}) => type === 'chunk')
const libraries = bundledLibraries(chunks.flatMap(({moduleIds}) => moduleIds))
await writeFile(join(root, 'THIRD-PARTY-NOTICES'), notices(libraries))
const subject = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
await writeFile(join(root, 'sbom.cdx.json'), billOfMaterials(subject, libraries))

await writeFile(join(root, checksFile), JSON.stringify(await listChecks()))

const manifest = await describeCommands(root, './dist/commands')
await writeFile(join(root, 'oclif.manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)

const man = join(root, 'man')
await rm(man, {recursive: true, force: true})
await mkdir(man)
for (const [file, text] of Object.entries(manPages(await readSurface(root, manifest.commands)))) await writeFile(join(man, file), text)

const bytes = chunks.reduce((sum, {code}) => sum + code.length, 0)
console.log(
  `${relative(process.cwd(), dist) || basename(dist)}: ${output.length} files, ${Math.round(bytes / 1024)} KiB; ` +
    `${Object.keys(manifest.commands).length} commands, ${libraries.length} libraries`,
)
