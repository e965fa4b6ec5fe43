// Breaks the code on purpose, one small change at a time, and says which changes no test notices.
//   npm run mutate -- [--count 100] [--seed 1] [--below src/lib] [--tests REGEX]
// It works on a copy in the temporary folder. A mutation is tried on the tests beside its file first, then on those that import it.
import {execFileSync, spawnSync} from 'node:child_process'
import {cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, sep} from 'node:path'
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

const copy = mkdtempSync(join(tmpdir(), 'vkctl-mutation-'))
process.on('exit', () => rmSync(copy, {recursive: true, force: true}))
for (const path of execFileSync('git', ['ls-files'], {cwd: root, encoding: 'utf8'}).trim().split('\n'))
  if (existsSync(join(root, path))) cpSync(join(root, path), join(copy, path))
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')

/** Whether jest passes; a run that hangs counts as noticed. */
function passes(args: readonly string[]): boolean {
  const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--bail', '--silent', '--reporters=default', ...args]
  return spawnSync(process.execPath, jest, {cwd: copy, stdio: 'ignore', timeout: 300_000}).status === 0
}

function isNoticed({file}: Mutation): boolean {
  const mirror = file.replace(/^src/, 'test').replace(/\.ts$/, '.test.ts')
  if (existsSync(join(copy, mirror)) && !passes(['--runTestsByPath', mirror])) return true
  return !passes(['--findRelatedTests', file, '--passWithNoTests', `--testPathPatterns=${values.tests}`])
}

const all = globSync(`${values.below}/**/*.ts`, {cwd: copy})
  .map(path => path.split(sep).join('/'))
  .toSorted()
  .flatMap(file => mutationsOf(file, readFileSync(join(copy, file), 'utf8')))
let killed = 0
const survived: Mutation[] = []
for (const mutation of sample(all, Number(values.count), Number(values.seed))) {
  const path = join(copy, mutation.file)
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, mutated(text, mutation))
  const noticed = isNoticed(mutation)
  writeFileSync(path, text)
  if (noticed) killed++
  else survived.push(mutation)
  console.log(`${noticed ? 'killed  ' : 'SURVIVED'} ${mutation.file}:${mutation.line}\n    - ${mutation.before}\n    + ${mutation.after}`)
}
console.log(`${killed} killed, ${survived.length} survived of ${all.length} possible`)
