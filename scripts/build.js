// Bundles src/ into dist/ (one entry for each command, shared chunks for the rest) and describes the commands in oclif.manifest.json.
// It is minified for its size (a third of which is comments), but names stay: stacks and messages show them.
// Types are checked by `npm run typecheck`, not here.
import {readFileSync} from 'node:fs'
import {glob, rm, writeFile} from 'node:fs/promises'
import http from 'node:http'
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

const looksForFormData = /typeof FormData !== ["']undefined["']/g
let found = 0

/**
 * Node loads its fetch and WebSocket when somebody looks at one of their names: that costs a twentieth of the time that `vkctl validate` takes, and
 * nobody uses them here. `import 'node:http'` looks at all that it exports; the Azure SDK looks whether a body is a FormData, which it never is.
 */
const withoutFetch = {
  name: 'without-fetch',
  resolveId: (id, _importer, {kind}) => (kind === 'import-statement' && /^(node:)?http$/.test(id) ? '\0http' : undefined),
  load(id) {
    if (id !== '\0http') return undefined
    const names = Object.keys(http).filter(name => !['WebSocket', 'CloseEvent', 'MessageEvent'].includes(name))
    return `const http = process.getBuiltinModule('node:http')\nexport default http\nexport const {${names.join(', ')}} = http`
  },
  transform(code, id) {
    if (!id.includes('node_modules') || code.search(looksForFormData) === -1) return undefined
    found++
    return code.replaceAll(looksForFormData, 'false')
  },
  buildEnd() {
    if (found === 0) throw new Error('No library looks for FormData any more: take this out of scripts/build.js.')
  },
}

const asksForNode = /(?:const|var) semver = require\('semver'\);\s*module\.exports = semver\.satisfies\(process\.version, '[^']+'\)/
let asked = 0

/** When it is loaded, jsonwebtoken (of @azure/identity) asks for Node 6 to 16, with a tenth of the time of the sign-in. vkctl needs a newer one anyway. */
const withoutOldNode = {
  name: 'without-old-node',
  transform(code, id) {
    if (!/jsonwebtoken.lib.\w+Supported\.js$/.test(id) || !asksForNode.test(code)) return undefined
    asked++
    return code.replace(asksForNode, 'module.exports = true')
  },
  buildEnd() {
    if (asked === 0) throw new Error('jsonwebtoken does not ask for the version of Node any more: take this out of scripts/build.js.')
  },
}

/** The file of a package's ES modules. */
function esmOf(name) {
  const folder = join(root, 'node_modules', name)
  return join(folder, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).module)
}

await rm(dist, {recursive: true, force: true})
const bundle = await rolldown({
  input: entries,
  platform: 'node',
  // oclif looks for these only in development.
  external: ['typescript', 'ts-node', 'tsx'],
  // These have no `exports`; their CommonJS build would bring a second copy of the Azure pipeline along.
  resolve: {alias: Object.fromEntries(['@azure/arm-authorization', '@azure/arm-containerinstance'].map(name => [name, esmOf(name)]))},
  plugins: [withoutFetch, withoutOldNode],
  onLog(level, log, report) {
    if (level === 'warn' && log.code === 'EVAL') return
    report(level, log)
  },
})
const {output} = await bundle.write({
  dir: dist,
  // Node loads it in less time than ES modules.
  format: 'cjs',
  exports: 'named',
  entryFileNames: '[name].cjs',
  chunkFileNames: 'shared/[name]-[hash].cjs',
  minify: {compress: true, mangle: false, codegen: {removeWhitespace: true}},
})
await bundle.close()

const manifest = await describeCommands(root, './dist/commands')
await writeFile(join(root, 'oclif.manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)

const bytes = output.reduce((sum, chunk) => sum + (chunk.type === 'chunk' ? chunk.code.length : 0), 0)
console.log(
  `${relative(process.cwd(), dist) || basename(dist)}: ${output.length} files, ${Math.round(bytes / 1024)} KiB; ${Object.keys(manifest.commands).length} commands`,
)
