import {stripVTControlCharacters} from 'node:util'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import InstallConnector from '../../src/commands/install-connector.ts'
import Validate from '../../src/commands/validate.ts'
import {InterruptedError} from '../../src/lib/errors.ts'
import type {System} from '../../src/system.ts'
import {parseXml} from '../findings/xml.ts'
import {wellAzure} from '../lib/azure/well-azure.ts'
import {cluster} from '../lib/checks/well.ts'
import {startTestApi, type TestApi} from '../lib/kubernetes/test-api.ts'
import {runCommand} from '../run-command.ts'
import {tools} from '../tools.ts'

// A connector on the sandbox's API server, which has no controllers here: its pod never comes, so that there is something to find.

const release = 'virtual-kubelet-linux-eastus'
const here = ['-g', 'g', '-n', 'c']
const terminal = {stdin: true, stdout: false, stderr: true, columns: 100}

let api: TestApi
let system: Partial<System>
let clock = Date.now()
/** How often the cluster was asked for. */
let rounds = 0
let condition: string | undefined

beforeAll(async () => {
  api = await startTestApi()
  const azure = wellAzure(api.config(), {
    async cluster() {
      rounds++
      return cluster
    },
    roleAssignments: async (scope, principalId) => [
      {id: '/a', roleDefinitionId: '/r/b24988ac-6180-42a0-ab88-20f7382dd24c', principalId, scope, condition},
    ],
  })
  const {helm, kubectl} = tools['4.2.3']
  system = {
    env: {VKCTL_HELM: helm, VKCTL_KUBECTL: kubectl},
    azure: async () => azure,
    runner: () => api.run,
    now: () => new Date(clock),
    async sleep(ms) {
      clock += ms
    },
  }
  // The cluster of these tests has no nodes.
  const installed = await runCommand(
    InstallConnector,
    'install-connector',
    [...here, '--no-wait', '--skip-checks', 'node-for-connector'],
    system,
  )
  if (installed.exitCode !== 0) throw new Error(installed.stderr)
})
afterAll(() => api.close())
beforeEach(() => {
  rounds = 0
  condition = undefined
  api.faults.set([])
})

const validate = (argv: readonly string[] = [], overrides: Partial<System> = {}) =>
  runCommand(Validate, 'validate', [...here, ...argv], {...system, ...overrides})

/** A report without its time. */
function untimed(text: string): string {
  return text.replace(/\(\d+\.\d s\)/, '(TIME)')
}

interface Printed {
  readonly ok: boolean
  readonly findings: readonly {readonly id: string; readonly verdict: string}[]
}

describe('validate', () => {
  it('says in a log what is not well, and with --verbose all', async () => {
    const {stdout, stderr, exitCode} = await validate()
    expect(exitCode).toBe(4)
    expect((JSON.parse(stdout) as Printed).ok).toBe(false)
    expect(stderr).toMatch(new RegExp(`^WARNING: problem: ${release}: .*\n`, 'm'))
    expect(stderr).not.toMatch(/ok: |skipped: /)
    expect((await validate(['--verbose'])).stderr).toMatch(
      new RegExp(`^INFO: ok: Microsoft.ContainerInstance: .*\n(.*\n)*INFO: skipped: ${release}: `, 'm'),
    )
    expect((await validate(['--only-show-errors'])).stderr).toBe('')
  })

  it('lays the findings out on a terminal, in colour unless somebody minds', async () => {
    // So that nothing is drawn again in place.
    const env = {...system.env, CI: 'true'}
    const {stderr} = await validate([], {terminal, env})
    const text = stripVTControlCharacters(stderr)
    expect(text).not.toBe(stderr)
    expect(text).toMatch(new RegExp(`^${release}\n  [a-z]+ +[A-Z]`))
    expect(text).toMatch(/\n\n\d+ problems?; \d+ checks passed, .*skipped \(\d+\.\d s\)\. --verbose lists them\.\n$/)
    expect(text).not.toContain('WARNING')
    const plain = async (more: Record<string, string>) => untimed((await validate([], {terminal, env: {...env, ...more}})).stderr)
    expect(await plain({NO_COLOR: '1'})).toBe(untimed(text))
    expect(await plain({AZURE_CORE_NO_COLOR: 'yes'})).toBe(untimed(text))
    expect((await validate(['--verbose'], {terminal, env: {...env, NO_COLOR: '1'}})).stderr).toMatch(
      /^Microsoft\.ContainerInstance\n {2}ok {7}/m,
    )
    expect((await validate(['--only-show-errors'], {terminal})).stderr).toBe('')
  }, 60_000)

  it('prints the findings on stdout and no JSON if that is a terminal, unless a format is asked for', async () => {
    // So that nothing is drawn again in place.
    const env = {...system.env, NO_COLOR: '1', CI: 'true'}
    const onTerminal = {terminal: {...terminal, stdout: true}, env}
    const beside = await validate([], {terminal, env})
    const {stdout, stderr, exitCode} = await validate([], onTerminal)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 4})
    expect(untimed(stdout)).toBe(untimed(beside.stderr))
    expect((await validate([], {terminal: {...onTerminal.terminal, stderr: false}, env})).stderr).toBe('')
    const configured = await validate([], {...onTerminal, env: {...env, AZURE_CORE_OUTPUT: 'json'}})
    expect(configured.stdout).toBe(beside.stdout)
    expect(untimed(configured.stderr)).toBe(`\n${untimed(stdout)}`)
    const asked = await validate(['-o', 'json', '--only-show-errors'], onTerminal)
    expect({stdout: asked.stdout, stderr: asked.stderr}).toEqual({stdout: beside.stdout, stderr: ''})
    expect((await validate(['--query', 'ok'], onTerminal)).stdout).toBe('false\n')
    expect((await validate(['--only-show-errors'], onTerminal)).stdout).toMatch(/^virtual-kubelet-linux-eastus\n {2}problem/)
  }, 60_000)

  it('prints JUnit, where warnings fail when --fail-on says so', async () => {
    condition = "@Resource[x] StringEquals 'y'"
    const types = async (...argv: string[]) => {
      const {stdout, exitCode} = await validate(['-o', 'JUnit', ...argv])
      expect(exitCode).toBe(4)
      const cases = parseXml(stdout).children.flatMap(({children}) => children)
      const found = cases.find(({attributes}) => attributes['name'] === 'role-assigned')
      return found?.children.map(({name, attributes}) => attributes['type'] ?? name)
    }
    expect(await types()).toEqual(['system-out'])
    expect(await types('--fail-on', 'warning')).toEqual(['warning'])
  })

  it('prints SARIF', async () => {
    const {stdout, exitCode} = await validate(['-o', 'sarif'])
    expect(exitCode).toBe(4)
    expect(JSON.parse(stdout)).toMatchObject({version: '2.1.0', runs: [{tool: {driver: {name: 'vkctl', version: '0.0.0-test'}}}]})
  })

  it('prints a page that names the cluster and the time', async () => {
    const {stdout, exitCode} = await validate(['-o', 'html'])
    expect(exitCode).toBe(4)
    expect(stdout).toMatch(/^<!doctype html>\n[^]*<h1>vkctl found \d+ problems?.* in the cluster c[^]*<\/html>\n$/)
    expect(stdout).toMatch(/<dt>As of<\/dt><dd><time datetime="\d{4}-[\d:T.-]+Z">/)
    expect(stdout).toContain('<dd>0.0.0-test</dd>')
  })

  it.each([
    [['-o', 'html', '--query', 'ok'], 'argument --query: not allowed with --output html'],
    [['-o', 'junit', '--query', 'ok'], 'argument --query: not allowed with --output junit'],
    [['-o', 'sarif', '--query', 'ok'], 'argument --query: not allowed with --output sarif'],
    [['--timeout', '5m'], 'argument --timeout: only allowed with argument --watch'],
    [['--fail-on', 'ok'], "'ok' is not a valid value for '--fail-on'. Allowed values: problem, warning."],
  ])('refuses %j', async (argv, message) => {
    const {stdout, stderr, exitCode} = await validate(argv)
    expect({stdout, exitCode, rounds}).toEqual({stdout: '', exitCode: 2, rounds: 0})
    expect(stderr).toContain(message)
  })
})

describe('validate --watch', () => {
  it('reads everything again until time runs out, says what is not well once and prints once', async () => {
    const {stdout, stderr, exitCode} = await validate(['--watch', '--timeout', '4s'])
    expect({exitCode, rounds}).toEqual({exitCode: 5, rounds: 3})
    expect((JSON.parse(stdout) as Printed).ok).toBe(false)
    const lines = stderr.split('\n').filter(line => line.startsWith('WARNING: problem: '))
    expect(lines.length).toBeGreaterThan(0)
    expect(new Set(lines).size).toBe(lines.length)
    expect(stderr).toMatch(/\nERROR: Some checks still fail after 4 s\.\n$/)
  })

  it('outlasts an API server that is away, and says so', async () => {
    let slept = 0
    const {stdout, stderr, exitCode} = await validate(['--watch', '--timeout', '4s'], {
      async sleep(ms) {
        clock += ms
        // Away in the second round only.
        if (slept++ === 0)
          api.faults.set([{server: 'kubernetes', status: 503, code: 'ServiceUnavailable', message: 'etcd is away', times: 1000}])
        else api.faults.set([])
      },
    })
    expect(exitCode).toBe(5)
    expect(stderr).toMatch(new RegExp(`WARNING: problem: (.*\n)+WARNING: unknown: ${release}: (.*\n)+WARNING: problem: ${release}: `))
    expect((JSON.parse(stdout) as Printed).findings.map(({verdict}) => verdict)).toContain('problem')
  })

  it('draws the findings again on a terminal', async () => {
    const {stdout, stderr, exitCode} = await validate(['--watch', '--timeout', '2s', '-o', 'none'], {terminal})
    expect({stdout, exitCode, rounds}).toEqual({stdout: '', exitCode: 5, rounds: 2})
    const lineErased = '\u001B[1A\u001B[2K'
    expect(stderr.split(`${lineErased}\r`)).toHaveLength(2)
    expect(stderr).toContain('Repeating the checks for another 2 s. Press Ctrl-C to stop.\n')
  })

  it.each([false, true])('ends with Ctrl-C and prints nothing on stdout (terminal: %s)', async stderr => {
    const controller = new AbortController()
    const run = await validate(['--watch'], {
      terminal: {...terminal, stderr},
      signal: controller.signal,
      async sleep() {
        controller.abort(new InterruptedError('SIGINT'))
        controller.signal.throwIfAborted()
      },
    })
    expect({stdout: run.stdout, exitCode: run.exitCode}).toEqual({stdout: '', exitCode: 130})
    expect(run.stderr).toContain('Interrupted by SIGINT.')
  })
})
