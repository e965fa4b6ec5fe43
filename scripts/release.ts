// `npm run release [-- FOLDER] [--only PART,PART] [--url ADDRESS]`: builds vkctl and makes what is released, as far as this machine can, in one folder.
// Prints what it made and what not. Exit code 1 if a part of --only could not be made, 2 for wrong usage.
import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readdirSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {sourceDate, versionOf} from './release/context.ts'
import {make, parts, type Made} from './release/parts.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

function wrongUsage(message: string): never {
  console.error(`ERROR: ${message}`)
  process.exit(2)
}

const {values, positionals} = parseArgs({
  options: {only: {type: 'string'}, url: {type: 'string'}},
  allowPositionals: true,
})
const [folder = 'release', ...more] = positionals
if (more.length > 0) wrongUsage(`expected one folder, not also ${more.join(' ')}`)
const chosen = values.only?.split(',') ?? Object.keys(parts)
const unknown = chosen.filter(part => !(part in parts))
if (unknown.length > 0) wrongUsage(`there is no part ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}`)
if (values.url !== undefined && !URL.canParse(values.url)) wrongUsage(`--url must be an address, not '${values.url}'`)

const target = resolve(folder)
mkdirSync(target, {recursive: true})
// A file of an earlier release would get into SHA256SUMS.
if (values.only === undefined && readdirSync(target).length > 0) wrongUsage(`${target} is not empty. Delete it, or name another folder.`)

execFileSync(process.execPath, [join(root, 'scripts', 'build.js')], {cwd: root, stdio: 'inherit'})
const release = {
  built: root,
  target,
  work: mkdtempSync(join(tmpdir(), 'vkctl-release-')),
  cache: join(root, '.cache', 'release'),
  version: versionOf(root),
  epoch: sourceDate(root),
  url: values.url?.replace(/\/+$/, ''),
}
let made: readonly Made[] = []
try {
  made = make(release, chosen)
} finally {
  rmSync(release.work, {recursive: true, force: true})
}
for (const {part, files, problem} of made) {
  for (const file of files) console.log(`made      ${file} (${(statSync(join(target, file)).size / 1e6).toFixed(1)} MB)`)
  if (problem !== undefined) console.log(`not made  ${part}: ${problem}`)
}
console.log(`All files are in ${target}.`)
if (values.only !== undefined && made.some(({problem}) => problem !== undefined)) process.exitCode = 1
