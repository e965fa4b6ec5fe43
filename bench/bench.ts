// `npm run bench`: builds vkctl, measures it on this machine and prints each number with its goal. It judges nothing by its exit code: times depend on
// what else the machine does, so only ratios out of one run mean something.
import {execFileSync} from 'node:child_process'
import {join} from 'node:path'
import {measureInstall, measureNeeds} from './install.ts'
import {root} from './programs.ts'
import {report} from './report.ts'
import {measureStart} from './start.ts'
import {measureValidate} from './validate.ts'

for (const script of ['build.js', 'tools.js'])
  execFileSync(process.execPath, [join(root, 'scripts', script)], {cwd: root, stdio: 'inherit'})
report('Start (median of 15, taken in turns)', await measureStart(15))
for (const podStartMs of [1000, 0]) report(...(await measureInstall(Number(process.argv[2] ?? 5), podStartMs)))
report(...(await measureValidate(Number(process.argv[2] ?? 5))))
for (const group of await measureNeeds()) report(...group)
