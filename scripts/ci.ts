// Runs every check there is, one after the other, and says at the end which of them failed and how many tests passed.
// Exit code 0 only when all checks passed and at least one test ran.
import {mkdirSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {runCheck, type Check, type CheckResult} from './ci-check.ts'
import {countTests} from './ci-count.ts'
import {installPackages} from './debian-packages.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = join(root, 'reports')
rmSync(reports, {recursive: true, force: true})
// jest does not make it.
mkdirSync(reports)

const uninstalled = installPackages()
if (uninstalled !== undefined) console.log(`Tests are skipped: ${uninstalled}.`)

const checks: readonly Check[] = [
  {script: 'build'},
  {script: 'typecheck'},
  {script: 'lint'},
  {script: 'format:check'},
  {script: 'deadcode'},
  {script: 'test', report: join(reports, 'jest.json')},
  {script: 'demo'},
  // Needs Go. Into a cache outside the checkout, so that only the first run on a machine takes minutes.
  {script: 'control-plane'},
  // Of `npm run test:e2e` what one Helm can prove; the scenarios with every other Helm and the sweep take more than half an hour and are run by hand.
  {script: 'test:e2e:ci', report: join(reports, 'jest-e2e.json')},
]

const results: CheckResult[] = []
for (const check of checks) {
  console.log(`\n===== npm run ${check.script}`)
  results.push(await runCheck(check, root))
}

console.log('\n===== summary')
for (const {script, problem, seconds} of results) {
  console.log(`${problem === undefined ? 'ok    ' : 'FAILED'}  ${script} (${seconds} s)${problem === undefined ? '' : `: ${problem}`}`)
}
const {passed, failed, skipped, unreadable} = countTests(checks.flatMap(({report}) => report ?? []))
for (const problem of unreadable) console.log(`FAILED  ${problem}`)
for (const name of skipped) console.log(`skipped: ${name}`)
if (skipped.length > 0) console.log(`${skipped.length} tests were skipped.`)
if (passed + failed === 0) console.log('FAILED  no test ran')

const good = results.every(({problem}) => problem === undefined) && unreadable.length === 0 && failed === 0 && passed > 0
process.exitCode = good ? 0 : 1
console.log(`${passed} passed, ${failed} failed`)
