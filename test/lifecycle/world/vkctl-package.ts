import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const cache = join(root, '.cache', 'vkctl-under-test')

/** What the build reads, and what the npm package holds besides dist/. */
const folders = ['src', 'sandbox', 'scripts', 'bin', 'charts', 'templates', 'schemas', 'docs']
const sources = [...folders, 'package.json', 'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'LICENSE']
const onlyForTheBuild = ['src', 'sandbox', 'scripts', 'node_modules']

function contentKey(): string {
  const hash = createHash('sha256')
  for (const file of globSync(
    sources.map(path => (path.includes('.') ? path : `${path}/**/*`)),
    {cwd: root},
  ).toSorted()) {
    if (statSync(join(root, file)).isFile())
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(join(root, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

/**
 * A folder with vkctl as npm would install it: built, without src/ and without node_modules/. Built apart from the checkout's own dist/ (which
 * somebody else may be building right now), and once for each state of the sources.
 */
export function builtVkctl(): string {
  const target = join(cache, contentKey())
  if (existsSync(target)) return target
  mkdirSync(cache, {recursive: true})
  const unfinished = mkdtempSync(join(cache, 'unfinished-'))
  try {
    for (const path of sources) if (existsSync(join(root, path))) cpSync(join(root, path), join(unfinished, path), {recursive: true})
    symlinkSync(join(root, 'node_modules'), join(unfinished, 'node_modules'), 'junction')
    execFileSync(process.execPath, [join(unfinished, 'scripts', 'build.js')], {stdio: ['ignore', 'ignore', 'inherit']})
    for (const path of onlyForTheBuild) rmSync(join(unfinished, path), {recursive: true})
    forgetOld()
    renameSync(unfinished, target)
  } catch (error) {
    rmSync(unfinished, {recursive: true, force: true})
    // Another test process may have built the same at the same time.
    if (!existsSync(target)) throw error
  }
  return target
}

function forgetOld(): void {
  const hourAgo = Date.now() - 3600_000
  for (const name of readdirSync(cache)) {
    const path = join(cache, name)
    if ((statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? Infinity) < hourAgo) rmSync(path, {recursive: true, force: true})
  }
}
