// Breaks the code on purpose, one small change at a time, and says which changes no test notices.
//   npm run mutate -- [--count 100] [--seed 1] [--below src/lib] [--tests REGEX]
// It works on a copy in the temporary folder. A mutation is tried on the tests beside its file first, then on all that import it; one that does not
// compile is invalid. Tests that take longer than the limit count as failed, because a mutation can cause an endless loop: choose --tests that take less.
import {execFileSync, spawnSync, type SpawnSyncReturns} from 'node:child_process'
import {cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {stripTypeScriptTypes} from 'node:module'
import {tmpdir} from 'node:os'
import {dirname, join, sep} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {mutated, mutationsOf, sample, type Mutation} from './mutations.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const {values} = parseArgs({
  options: {
    count: {type: 'string', default: '100'},
    seed: {type: 'string', default: '1'},
    below: {type: 'string', default: 'src/lib'},
    tests: {type: 'string', default: '/test/(lib|commands|findings|output|charts|surface)/'},
  },
})

/** For one run of jest. */
const limitMs = 90_000

const copy = mkdtempSync(join(tmpdir(), 'vkctl-mutation-'))
process.on('exit', () => rmSync(copy, {recursive: true, force: true}))
for (const path of execFileSync('git', ['ls-files'], {cwd: root, encoding: 'utf8'}).trim().split('\n'))
  if (existsSync(join(root, path))) cpSync(join(root, path), join(copy, path))
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')

function jest(...args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', ...args], {
    cwd: copy,
    encoding: 'utf8',
    timeout: limitMs,
  })
}

/** The tests that import a file, each as its path. */
function testsOf(file: string): readonly string[] {
  const paths = jest('--listTests', '--findRelatedTests', file).stdout.trim().split('\n')
  return paths.filter(path => new RegExp(values.tests).test(path.split(sep).join('/')))
}

/** The first test file that fails, or the reason for which none was found; undefined when all pass. */
function failure(tests: readonly string[]): string | undefined {
  if (tests.length === 0) return undefined
  const {status, stderr} = jest('--bail', '--silent', '--reporters=default', '--runTestsByPath', ...tests)
  if (status === 0) return undefined
  return /^FAIL (\S+)/m.exec(stderr)?.[1] ?? (status === null ? 'the time limit' : 'jest')
}

/** Jest strips the types without a look at them, so a change that breaks only the types gets through the tests. */
function compiles(): boolean {
  return spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit'], {cwd: copy, stdio: 'ignore'}).status === 0
}

function isSyntax(text: string): boolean {
  try {
    stripTypeScriptTypes(text)
    return true
  } catch {
    return false
  }
}

/** What became of a mutation that is in the copy now. */
function verdict({file}: Mutation, text: string): string {
  if (!isSyntax(text)) return 'invalid'
  const tests = testsOf(file)
  const beside = join(copy, dirname(file).replace(/^src/, 'test'), sep)
  const noticedBy = failure(tests.filter(path => path.startsWith(beside))) ?? failure(tests.filter(path => !path.startsWith(beside)))
  if (noticedBy !== undefined) return `killed by ${noticedBy}`
  return compiles() ? 'SURVIVED' : 'invalid'
}

const all = globSync(`${values.below}/**/*.ts`, {cwd: copy})
  .map(path => path.split(sep).join('/'))
  .toSorted()
  .flatMap(file => mutationsOf(file, readFileSync(join(copy, file), 'utf8')))
const verdicts: string[] = []
for (const mutation of sample(all, Number(values.count), Number(values.seed))) {
  const path = join(copy, mutation.file)
  const text = readFileSync(path, 'utf8')
  const changed = mutated(text, mutation)
  writeFileSync(path, changed)
  const became = verdict(mutation, changed)
  writeFileSync(path, text)
  verdicts.push(became)
  console.log(`${became} ${mutation.file}:${mutation.line}\n    - ${mutation.before}\n    + ${mutation.after}`)
}
const count = (start: string): number => verdicts.filter(one => one.startsWith(start)).length
console.log(`${count('killed')} killed, ${count('SURVIVED')} survived, ${count('invalid')} invalid of ${all.length} possible`)
