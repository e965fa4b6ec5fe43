import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, it, jest} from '@jest/globals'
import RbacInit from '../../../src/commands/rbac/init.ts'
import type {Azure} from '../../../src/lib/azure/azure.ts'
import type {KubeObject} from '../../../src/lib/kubernetes/objects.ts'
import {runner} from '../../../src/lib/process.ts'
import {Secret} from '../../../src/lib/secret.ts'
import {startSandbox} from '../../lib/helm/sandbox-cluster.ts'
import {TestCluster} from '../../lib/helm/test-cluster.ts'
import {runCommand, type CommandRun} from '../../run-command.ts'
import {tools} from '../../tools.ts'

jest.setTimeout(60_000)

const helm2 = fileURLToPath(new URL('../../helm2/helm.ts', import.meta.url))
const {kubectl} = tools['4.2.3']
const cluster = ['-g', 'group', '-n', 'cluster']
const run = runner(new AbortController().signal)

function init(helm: string, argv: readonly string[], azure: Partial<Azure> = {}): Promise<CommandRun> {
  return runCommand(RbacInit, 'rbac init', argv, {
    env: {VKCTL_HELM: helm, VKCTL_KUBECTL: kubectl, PATH: process.env['PATH']},
    runner: () => run,
    azure: async () => azure as Azure,
  })
}

describe('rbac init with Helm 3 and 4', () => {
  it.each([
    ['3.18.0', []],
    ['4.2.3', ['--dry-run', ...cluster]],
    ['4.2.3', ['--rbac-only']],
  ] as const)('changes nothing, without asking anybody (%s %j)', async (version, argv) => {
    const {stdout, stderr, exitCode} = await init(tools[version].helm, argv)
    expect(JSON.parse(stdout)).toEqual({helmVersion: version, needsTiller: false, changed: []})
    expect(stderr).toContain(`Helm ${version} does not need Tiller. Nothing was changed.`)
    expect(exitCode).toBe(0)
  })
})

describe('rbac init with Helm 2', () => {
  let api: TestCluster
  let azure: Partial<Azure>
  const get = async (...what: string[]): Promise<KubeObject | null> =>
    JSON.parse((await api.kubectl('get', ...what, '--ignore-not-found', '--output', 'json')) || 'null')
  const serviceAccount = () => get('serviceaccount', 'tiller', '--namespace', 'kube-system')
  const deployment = () => get('deployment', 'tiller-deploy', '--namespace', 'kube-system')

  beforeAll(async () => {
    process.env['HELM2_KUBECTL'] = kubectl
    api = new TestCluster(await startSandbox(), 'default')
    const kubeconfig = new Secret(readFileSync(api.kubeconfig, 'utf8'))
    azure = {
      cluster: async ({name, resourceGroup}) => ({name, resourceGroup, powerState: 'Running', entraId: false}) as never,
      clusterCredentials: async () => kubeconfig,
    }
  })

  afterAll(async () => {
    delete process.env['HELM2_KUBECTL']
    await api.close()
  })

  it('says with --dry-run what it would do, and changes nothing', async () => {
    const {stdout, exitCode} = await init(helm2, ['--dry-run', '-o', 'tsv', '--query', '[].step'])
    expect({stdout, exitCode}).toEqual({stdout: 'apply\ninit\n', exitCode: 0})
    expect(await serviceAccount()).toBeNull()
  })

  it('wants to know the cluster', async () => {
    const {stderr, exitCode} = await init(helm2, [])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('With Helm 2, --resource-group/-g and --name/-n are required.')
  })

  it('makes the rights alone with --rbac-only', async () => {
    const {stdout, exitCode} = await init(helm2, ['--rbac-only', ...cluster], azure)
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      helmVersion: '2.17.0',
      needsTiller: true,
      changed: ['ServiceAccount/tiller', 'ClusterRoleBinding/tiller'],
    })
    expect(await serviceAccount()).not.toBeNull()
    expect(await get('clusterrolebinding', 'tiller')).toMatchObject({
      roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin'},
      subjects: [{kind: 'ServiceAccount', name: 'tiller', namespace: 'kube-system'}],
    })
    expect(await deployment()).toBeNull()
  })

  it('installs Tiller with that account, and not again', async () => {
    const first = await init(helm2, cluster, azure)
    expect(JSON.parse(first.stdout).changed).toContain('Deployment/tiller-deploy')
    expect(await deployment()).toMatchObject({spec: {template: {spec: {serviceAccountName: 'tiller'}}}})
    const second = await init(helm2, cluster, azure)
    expect(JSON.parse(second.stdout)).toMatchObject({changed: []})
    expect(second.exitCode).toBe(0)
  })

  it('says when the Tiller that is there has another account', async () => {
    await api.kubectl(
      'patch',
      'deployment',
      'tiller-deploy',
      '--namespace',
      'kube-system',
      '--type',
      'merge',
      '--patch',
      '{"spec":{"template":{"spec":{"serviceAccountName":"other"}}}}',
    )
    const {stderr, exitCode} = await init(helm2, cluster, azure)
    expect(stderr).toContain('Tiller is installed, but runs as the service account other.')
    expect(exitCode).toBe(0)
  })
})
