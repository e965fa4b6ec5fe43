import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {execa} from 'execa'
import type {DrillResult} from '../../../src/drills/drill.ts'
import {builtVkctl} from '../../lifecycle/world/vkctl-package.ts'
import {inRoot, readAction, readAzureTemplate, shellOf, tasksOf} from '../../pipelines/yaml-blocks.ts'
import {startRunner, type Runner} from '../../pipelines/run-step.ts'
import {tools} from '../../tools.ts'

// What a pipeline does with a cluster: the action and the template install the package and use it, and drills break things.

const minutes = 60_000
const helmAndKubectl = {VKCTL_HELM: tools['4.2.3'].helm, VKCTL_KUBECTL: tools['4.2.3'].kubectl}
const [install, run] = readAction().runs.steps
const [installTask, runTask] = tasksOf(readAzureTemplate()).map(shellOf)

let runner: Runner
let tarball = ''
beforeAll(async () => {
  runner = startRunner()
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', runner.folder, '--cache', join(runner.folder, 'cache')]
  const {stdout} = await execa('npm', args, {cwd: builtVkctl(), env: runner.env})
  tarball = (JSON.parse(stdout) as [{filename: string}])[0].filename
}, 5 * minutes)
afterAll(() => runner.remove())

/** Runs the built vkctl on the runner. */
const vkctl = (...args: readonly string[]) =>
  execa(process.execPath, [join(builtVkctl(), 'bin', 'run.js'), ...args], {
    cwd: runner.folder,
    env: {...runner.env, ...helmAndKubectl, npm_config_cache: join(runner.folder, 'cache'), npm_config_offline: 'true'},
    all: true,
    reject: false,
  })

describe('a pipeline with a cluster', () => {
  it.each([
    ['the action', install.run, run.run, /^::error title=virtual-kubelet-linux-eastus \(node-schedulable\)::/m, 'path'],
    ['the template', installTask ?? '', runTask ?? '', /^##vso\[task\.logissue type=error;code=node-schedulable\]/m, undefined],
  ])(
    '%s installs the package and a connector, and shows what validate finds',
    async (name, installing, running, shows, pathFile) => {
      const step = (args: string) => `VKCTL_ARGUMENTS='${args}' bash run.sh`
      writeFileSync(join(runner.folder, 'install.sh'), installing)
      writeFileSync(join(runner.folder, 'run.sh'), running)
      writeFileSync(
        join(runner.folder, 'job.sh'),
        [
          'set -e',
          `VKCTL_VERSION=latest VKCTL_PACKAGE='${tarball}' bash install.sh | tee install.out`,
          pathFile === undefined
            ? 'PATH="$(sed -n "s/^##vso.task.prependpath.//p" install.out | tac | paste -sd:):$PATH"'
            : 'PATH="$(paste -sd: path):$PATH"',
          'command -v vkctl',
          'export VKCTL_FAIL_ON=problem VKCTL_SUMMARY=true',
          step('provider register --wait'),
          step('install-connector --assign-role'),
          '"$VKCTL_KUBECTL" cordon -l type=virtual-kubelet',
          step('validate'),
        ].join('\n'),
      )
      const {exitCode, all} = await vkctl('sandbox', '--exec', 'bash', 'job.sh')
      expect({name, exitCode, all}).toEqual({name, exitCode: 4, all: expect.stringMatching(shows)})
      expect(all).toContain(join(runner.folder, 'temp', 'vkctl', 'npm', 'bin', 'vkctl'))
      expect(all).toContain('"status": "Ready"')
    },
    5 * minutes,
  )
})

describe('drills', () => {
  const drill = async (scenarios: string, ...command: readonly string[]): Promise<readonly DrillResult[]> => {
    const {stdout} = await vkctl('sandbox', '--scenario', scenarios, '--exec', ...command)
    return JSON.parse(stdout) as readonly DrillResult[]
  }

  it(
    'are survived by a pipeline that heeds exit codes',
    async () => {
      const scenarios = 'throttled,quota,policy-denies,no-permission,interrupted'
      const results = await drill(scenarios, 'bash', inRoot('test/e2e/pipelines/pipeline.sh'))
      expect(results.filter(({survived}) => !survived)).toEqual([])
      expect(results).toHaveLength(5)
    },
    10 * minutes,
  )

  it(
    'are not survived by one that ignores them',
    async () => {
      const script = 'vkctl provider register --wait -o none; vkctl install-connector --assign-role -o none 2>/dev/null; exit 0'
      const results = await drill('quota,policy-denies', 'bash', '-c', script)
      expect(results).toMatchObject([
        {scenario: 'quota', survived: false, reason: expect.stringContaining('so it must fail')},
        {scenario: 'policy-denies', survived: false, end: 'left', reason: expect.stringContaining('the output does not name it')},
      ])
    },
    5 * minutes,
  )
})
