import {readFileSync, readdirSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {Ajv2020 as Ajv} from 'ajv/dist/2020.js'
import ConfigList from '../src/commands/config/list.ts'
import Explain from '../src/commands/explain.ts'
import InstallConnector from '../src/commands/install-connector.ts'
import List from '../src/commands/list.ts'
import Orphans from '../src/commands/orphans.ts'
import ProviderCheck from '../src/commands/provider/check.ts'
import RemoveConnector from '../src/commands/remove-connector.ts'
import Show from '../src/commands/show.ts'
import Validate from '../src/commands/validate.ts'
import Version from '../src/commands/version.ts'
import Why from '../src/commands/why.ts'
import {UserError} from '../src/lib/errors.ts'
import type {SmokeNode} from '../src/lib/checks/facts/smoke.ts'
import type {System} from '../src/system.ts'
import {wellAzure} from './lib/azure/well-azure.ts'
import {containerGroup} from './lib/orphans/groups.ts'
import {createObjects} from '../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from './lib/kubernetes/test-api.ts'
import {runCommand} from './run-command.ts'
import {tools} from './tools.ts'

// Real commands, helm and kubectl on the sandbox's API server, which has no controllers here: nothing ever becomes ready.

const folder = fileURLToPath(new URL('../schemas/', import.meta.url))
const ajv = new Ajv({strict: true, allErrors: true, allowUnionTypes: true})
const validators = new Map(
  readdirSync(folder).map(file => [
    file.replace('.schema.json', ''),
    ajv.compile(JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as object),
  ]),
)

/** What speaks against a value; empty when it is as its schema says. */
function faults(schema: string, value: unknown): readonly string[] {
  const validator = validators.get(schema)
  if (validator === undefined) throw new Error(`There is no schema ${schema}.`)
  validator(value)
  return (validator.errors ?? []).map(({instancePath, message}) => `${instancePath} ${message}`)
}

const faultsOfAll = (schema: string, values: unknown): readonly string[] =>
  Array.isArray(values) ? values.flatMap(value => faults(schema, value)) : ['no list']

let api: TestApi
let system: Partial<System>

beforeAll(async () => {
  api = await startTestApi()
  const azure = wellAzure(api.config())
  const {helm, kubectl} = tools['4.2.3']
  // Only sleeping moves this clock, so that a step has its whole time on a busy machine too.
  let clock = Date.now()
  system = {
    env: {VKCTL_HELM: helm, VKCTL_KUBECTL: kubectl},
    azure: async () => azure,
    runner: () => api.run,
    now: () => new Date(clock),
    async sleep(ms) {
      clock += ms
    },
  }
})
afterAll(() => api.close())

const here = ['-g', 'g', '-n', 'c']
/** The cluster of these tests has no nodes. */
const withoutNodes = ['--skip-checks', 'node-for-connector']

describe('what a command prints is as its schema says:', () => {
  it('install-connector --dry-run', async () => {
    const {stdout, exitCode} = await runCommand(
      InstallConnector,
      'install-connector',
      [...here, '--os-type', 'Both', '--dry-run', ...withoutNodes],
      system,
    )
    expect(exitCode).toBe(0)
    const steps = JSON.parse(stdout) as unknown[]
    expect(steps.length).toBeGreaterThan(2)
    expect(faultsOfAll('plan', steps)).toEqual([])
  })

  it('install-connector', async () => {
    const {stdout, stderr} = await runCommand(
      InstallConnector,
      'install-connector',
      [...here, '--os-type', 'Both', '--no-wait', ...withoutNodes],
      system,
    )
    expect(stdout === '' ? stderr : '').toBe('')
    const connectors = JSON.parse(stdout) as unknown[]
    expect(connectors).toHaveLength(2)
    expect(connectors).toMatchObject([
      {status: 'Installing', changed: true, osType: 'Linux', revision: 1},
      {status: 'Installing', changed: true, osType: 'Windows', revision: 1},
    ])
    expect(faultsOfAll('connector', connectors)).toEqual([])
  })

  it('list', async () => {
    const {stdout, exitCode} = await runCommand(List, 'list', here, system)
    expect(exitCode).toBe(0)
    const connectors = JSON.parse(stdout) as unknown[]
    expect(connectors).toHaveLength(2)
    expect(faultsOfAll('connector', connectors)).toEqual([])
  })

  it('show', async () => {
    const {stdout, exitCode} = await runCommand(Show, 'show', [...here, '--os-type', 'Windows'], system)
    expect(exitCode).toBe(0)
    expect(faults('connector', JSON.parse(stdout))).toEqual([])
  })

  it('orphans', async () => {
    const groups = [
      containerGroup('web'),
      containerGroup('old', {tags: {CreationTimestamp: ''}}),
      containerGroup('x', {resourceGroup: 'aci'}),
    ]
    const azure = wellAzure(api.config(), {
      containerGroups: async () => groups,
      containerGroup: async () => {
        throw new UserError('Azure does not answer.')
      },
    })
    const argv = [...here, '--delete', '--container-group', 'default-web', '--yes']
    const {stdout, exitCode} = await runCommand(Orphans, 'orphans', argv, {...system, azure: async () => azure})
    expect(exitCode).toBe(7)
    expect(JSON.parse(stdout)).toMatchObject({left: [{reason: 'Azure does not answer.'}], removed: []})
    expect(faults('orphans', JSON.parse(stdout))).toEqual([])
    const all = await runCommand(Orphans, 'orphans', here, {...system, azure: async () => azure})
    expect(JSON.parse(all.stdout)).toMatchObject({containerGroups: [{cluster: null}, {createdAt: null}, {}]})
    expect(faults('orphans', JSON.parse(all.stdout))).toEqual([])
  })

  it('validate', async () => {
    const {stdout, exitCode} = await runCommand(Validate, 'validate', here, system)
    expect(exitCode).toBe(4)
    const validation = JSON.parse(stdout) as {ok: boolean; findings: {verdict: string}[]; connectors: unknown[]}
    expect(validation.ok).toBe(false)
    expect(new Set(validation.findings.map(({verdict}) => verdict))).toContain('problem')
    expect(validation.connectors).toHaveLength(2)
    expect(faults('validation', validation)).toEqual([])
  })

  it('why', async () => {
    const pod = {
      metadata: {name: 'web', namespace: 'default'},
      spec: {nodeSelector: {type: 'virtual-kubelet'}, containers: [{name: 'c', image: 'i'}]},
    }
    await createObjects(await api.openDirectly(tools['4.2.3'].kubectl), [{apiVersion: 'v1', kind: 'Pod', ...pod}], {mayExist: []})
    const {stdout, exitCode} = await runCommand(Why, 'why', [...here, 'web'], system)
    expect(exitCode).toBe(4)
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'web',
      nodeName: null,
      cause: {check: expect.any(String)},
      timeLine: [{source: 'kubernetes'}],
    })
    expect(faults('why', JSON.parse(stdout))).toEqual([])
  })

  it('remove-connector', async () => {
    const {stdout, exitCode, stderr} = await runCommand(RemoveConnector, 'remove-connector', [...here, '--yes', '--timeout', '6s'], system)
    expect(stdout === '' ? stderr : '').toBe('')
    // Nobody finishes the namespace and what is in it here; that is said, and all else as well.
    expect(exitCode).toBe(7)
    const removals = JSON.parse(stdout) as unknown[]
    expect(removals).toMatchObject([
      {osType: 'Linux', left: ['secret virtual-kubelet/virtual-kubelet-linux-eastus-record']},
      {osType: 'Windows', left: ['secret virtual-kubelet/virtual-kubelet-windows-eastus-record', 'namespace virtual-kubelet']},
    ])
    expect(faultsOfAll('removal', removals)).toEqual([])
  })

  it('list, of nothing', async () => {
    const {stdout} = await runCommand(List, 'list', here, system)
    expect(faultsOfAll('connector', JSON.parse(stdout))).toEqual([])
  })

  it('explain', async () => {
    const {stdout} = await runCommand(Explain, 'explain', ['node-ready', '-o', 'json'], system)
    expect(faults('check', JSON.parse(stdout))).toEqual([])
  })

  it('provider check', async () => {
    const {stdout} = await runCommand(ProviderCheck, 'provider check', [], system)
    expect(faults('provider', JSON.parse(stdout))).toEqual([])
  })

  it('config list', async () => {
    const {stdout} = await runCommand(ConfigList, 'config list', [], system)
    expect(faultsOfAll('setting', JSON.parse(stdout))).toEqual([])
  })

  it('version, with tools and without', async () => {
    const {stdout} = await runCommand(Version, 'version', [], system)
    const versions = JSON.parse(stdout) as {helm: unknown}
    expect(versions.helm).toMatchObject({version: expect.stringMatching(/^4\.2\.3/)})
    expect(faults('version', versions)).toEqual([])
    const bare = await runCommand(Version, 'version', [], {...system, env: {PATH: ''}})
    expect(JSON.parse(bare.stdout)).toMatchObject({helm: null, kubectl: null})
    expect(faults('version', JSON.parse(bare.stdout))).toEqual([])
  })
})

describe('the schemas', () => {
  it('let shapes grow', () => {
    expect(faults('provider', {namespace: 'n', registrationState: 'Registered', more: 1})).toEqual([])
  })

  it.each([...validators.keys()])('of %s refuse what has nothing of it', schema => {
    expect(faults(schema, {})).not.toEqual([])
    expect(faults(schema, null)).not.toEqual([])
  })

  it('know what sample pods came to', () => {
    const node: SmokeNode = {
      nodeName: 'n',
      osType: 'Windows',
      connectorName: 'c',
      pods: 2,
      phases: [{phase: 'scheduled', p50Ms: 0, maxMs: 12}],
      podTimes: [{pod: 'p', phases: [{phase: 'scheduled', ms: 12}]}],
      publicIp: null,
      failed: [{pod: 'p', phase: 'created', reason: 'AuthorizationFailed: no'}],
      timedOut: false,
      left: ['pod default/p'],
    }
    const validationOf = (smoke: unknown): unknown => ({ok: false, findings: [], connectors: [], smoke: [smoke]})
    expect(faults('validation', validationOf(node))).toEqual([])
    expect(faults('validation', validationOf({...node, publicIp: '20.1.1.1', phases: []}))).toEqual([])
    expect(faults('validation', validationOf({...node, phases: [{phase: 'started', p50Ms: 0, maxMs: 1}]}))).not.toEqual([])
    expect(faults('validation', validationOf({...node, podTimes: [{pod: 'p', phases: [{phase: 'scheduled'}]}]}))).not.toEqual([])
    expect(faults('validation', validationOf({...node, left: undefined}))).not.toEqual([])
  })

  it('refuse a status that is none', () => {
    const connector = {
      connectorName: 'a',
      osType: 'Linux',
      release: 'r',
      namespace: 'n',
      nodeName: 'n',
      location: 'l',
      aciResourceGroup: null,
      image: null,
      chart: null,
      chartSource: null,
      revision: null,
      changed: false,
    }
    expect(faults('connector', {...connector, status: 'Ready'})).toEqual([])
    expect(faults('connector', {...connector, status: 'Fine'})).toEqual(['/status must be equal to one of the allowed values'])
  })
})
