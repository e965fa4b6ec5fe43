import {execFileSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {Ajv2020 as Ajv} from 'ajv/dist/2020.js'
import Sandbox from '../../src/commands/sandbox.ts'
import type {DrillResult} from '../../src/drills/drill.ts'
import {InterruptedError} from '../../src/lib/errors.ts'
import {bomb} from '../bomb.ts'
import {runCommand} from '../run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'drills-'))
/** Each starts sandboxes. */
const minutes = 180_000
afterAll(() => rmSync(folder, {recursive: true}))

const run = (...argv: readonly string[]) => runCommand(Sandbox, 'sandbox', argv)
const node = (script: string): readonly string[] => ['--exec', process.execPath, '-e', script]

describe('vkctl sandbox --scenario', () => {
  it(
    'catches a pipeline that ignores what goes wrong',
    async () => {
      const report = join(folder, 'report.xml')
      const {exitCode, stdout, stderr} = await run(
        '--scenario',
        'calm,quota',
        '--report',
        report,
        ...node('console.log("\\u001b[1m<all> is well")'),
      )
      expect({exitCode, results: JSON.parse(stdout) as DrillResult[]}).toMatchObject({
        exitCode: 4,
        results: [
          {scenario: 'calm', survived: true, reason: null, exitCode: 0, end: 'unchanged', left: [], runs: 1},
          {scenario: 'quota', survived: false, reason: expect.stringContaining('it must fail'), exitCode: 0},
        ],
      })
      expect(stderr).toContain('Did not survive quota')
      const xml = readFileSync(report, 'utf8')
      expect(xml).toContain('<testsuites name="vkctl drills" tests="2" failures="1"')
      expect(xml).toContain('&lt;all&gt; is well')
      expect(xml).not.toContain('\u001B')
    },
    minutes,
  )

  it(
    'prints what its schema says',
    async () => {
      const {stdout} = await run('--scenario', 'calm', ...node(''))
      const schema = JSON.parse(readFileSync(new URL('../../schemas/drills.schema.json', import.meta.url), 'utf8')) as object
      const validate = new Ajv({strict: true, allowUnionTypes: true}).compile({type: 'array', minItems: 1, items: schema})
      validate(JSON.parse(stdout))
      expect(validate.errors ?? []).toEqual([])
    },
    minutes,
  )

  it(
    'runs a scenario of a file, and sees what is left behind without a word',
    async () => {
      const file = join(folder, 'own.yaml')
      writeFileSync(file, 'name: own\ntitle: T\ndescription: D\nexpect: [{exit: any, end: [reported]}]')
      const create = (name: string, say: string) => `
      const {KUBECONFIG} = process.env
      const text = require('node:fs').readFileSync(KUBECONFIG, 'utf8')
      const {server} = /(?<server>https:\\S+)/.exec(text).groups
      const pem = name => Buffer.from(new RegExp(name + ': (\\\\S+)').exec(text)[1], 'base64')
      const body = JSON.stringify({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: '${name}'}})
      const options = {method: 'POST', ca: pem('certificate-authority-data'), cert: pem('client-certificate-data'), key: pem('client-key-data'), headers: {'content-type': 'application/json'}}
      require('node:https').request(server + '/api/v1/namespaces/default/configmaps', options, reply => reply.resume()).end(body)
      console.log('${say}')`
      const silent = await run('--scenario', file, '-o', 'table', ...node(create('left-over', 'Nothing.')))
      expect(silent).toMatchObject({exitCode: 4, stdout: expect.stringMatching(/^own +False +0 +left .*ConfigMap default\/left-over/m)})
      const told = await run('--scenario', file, '-o', 'tsv', '--query', '[].end', ...node(create('left-over', 'I leave left-over.')))
      expect(told).toMatchObject({exitCode: 0, stdout: 'reported\n'})
    },
    minutes,
  )

  it(
    'puts a pipeline to the test only if something happens to it',
    async () => {
      const untested = {exitCode: 4, stdout: expect.stringContaining('was not put to the test')}
      expect(await run('--scenario', 'throttled', '--query', '[0].reason', ...node(''))).toMatchObject(untested)
      expect(await run('--scenario', 'quota', '--query', '[0].reason', ...node('process.exitCode = 1'))).toMatchObject(untested)
      const absent = await run('--scenario', 'quota', '--query', '[0].reason', '--exec', 'no-such-command-here')
      expect(absent).toMatchObject({exitCode: 4, stdout: expect.stringContaining('a command does not exist')})
    },
    minutes,
  )

  it.each([
    [['--scenario', 'calm,qouta', ...node('')], "There is no scenario qouta.\nDid you mean 'quota' ?"],
    [['--scenario', 'calm,quota=all', ...node('')], 'quota.StandardCores must be'],
    [['--scenario', 'calm'], 'argument --scenario: only allowed with argument --exec'],
    [['-o', 'junit', ...node('')], 'argument --output junit: only allowed with argument --scenario'],
    [['--report', 'x.xml', ...node('')], 'argument --report: only allowed with argument --scenario'],
  ])(
    'refuses what is wrong, and starts nothing: %j',
    async (argv, message) => {
      const {exitCode, stdout, stderr} = await run(...argv)
      expect({exitCode, stdout, stderr}).toEqual({exitCode: 2, stdout: '', stderr: expect.stringContaining(message)})
      expect(stderr).not.toContain('Scenario calm')
    },
    minutes,
  )

  it.each([
    ['--scenario', 'bomb.yaml must be JSON or YAML without aliases'],
    ['--world', 'The world must be JSON or YAML without aliases'],
  ])('refuses a file for %s that aliases make huge', async (flag, message) => {
    const file = join(folder, 'bomb.yaml')
    writeFileSync(file, `name: own\ntitle: T\ndescription: D\nexpect: [{exit: any, end: [reported]}]\n${bomb('world')}`)
    const scenario = flag === '--scenario' ? [] : ['--scenario', 'calm']
    const {exitCode, stdout, stderr} = await run(...scenario, flag, file, ...node(''))
    expect({exitCode, stdout, stderr}).toEqual({exitCode: 2, stdout: '', stderr: expect.stringContaining(message)})
  })

  // Windows has no pipes and devices among its files.
  const onUnix = process.platform === 'win32' ? describe.skip : describe
  onUnix('with a file that does not end (skipped on Windows)', () => {
    it('is refused', async () => {
      const {exitCode, stderr} = await run('--scenario', '/dev/zero', ...node(''))
      expect({exitCode, stderr}).toEqual({exitCode: 2, stderr: expect.stringContaining('/dev/zero is larger than 10 MB.')})
    })

    it('can be interrupted', async () => {
      const pipe = join(folder, 'pipe.yaml')
      execFileSync('mkfifo', [pipe])
      const controller = new AbortController()
      const running = runCommand(Sandbox, 'sandbox', ['--scenario', pipe, ...node('')], {signal: controller.signal})
      controller.abort(new InterruptedError('SIGINT'))
      expect(await running).toMatchObject({exitCode: 130, stdout: ''})
    })
  })

  it(
    'ends the pipeline when it is interrupted, and prints what was before',
    async () => {
      const controller = new AbortController()
      const argv = [
        '--scenario',
        'calm,calm,calm',
        '-o',
        'tsv',
        '--query',
        '[].scenario',
        ...node('setTimeout(() => {}, process.env.N * 0)'),
      ]
      let begun = 0
      const {exitCode, stdout} = await runCommand(Sandbox, 'sandbox', argv, {
        signal: controller.signal,
        say: text => {
          if (text.startsWith('Scenario') && ++begun === 2) controller.abort(new InterruptedError('SIGTERM'))
        },
      })
      expect({exitCode, stdout, begun}).toEqual({exitCode: 143, stdout: 'calm\n', begun: 2})
    },
    minutes,
  )
})

describe('vkctl sandbox --list-scenarios', () => {
  it(
    'lists them',
    async () => {
      const {exitCode, stdout} = await run('--list-scenarios', '-o', 'table')
      expect({exitCode, stdout}).toEqual({exitCode: 0, stdout: expect.stringMatching(/^quota +0 +The subscription has too few cores/m)})
    },
    minutes,
  )
})
