// `npm run bench`: builds vkctl, measures it on this machine and prints each number with its goal. It judges nothing by its exit code: times depend on
// what else the machine does, so only ratios out of one run mean something. `npm run bench -- scale` measures only the large cluster, which needs Go.
import {execFileSync} from 'node:child_process'
import {join} from 'node:path'
import {measureExecutable} from './executable.ts'
import {measureInstall, measureNeeds} from './install.ts'
import {root} from './programs.ts'
import {report} from './report.ts'
import {measureScale} from './scale.ts'
import {measureSize} from './size.ts'
import {measureStart} from './start.ts'

for (const script of ['build.js', 'tools.js'])
  execFileSync(process.execPath, [join(root, 'scripts', script)], {cwd: root, stdio: 'inherit'})
const [only] = process.argv.slice(2)
if (only !== 'scale') {
  const rounds = Number(only ?? 5)
  report('What is installed', measureSize())
  report('Start (median of 15, taken in turns)', await measureStart(15))
  report('The single executable (median of 15, taken in turns)', await measureExecutable(15))
  report('Peak memory', await measureNeeds())
  report(
    `Install of both connectors on the sandbox, pods starting in a second (median of ${rounds}, taken in turns)`,
    await measureInstall(rounds),
  )
}
report('A large cluster, on a real API server', await measureScale())
