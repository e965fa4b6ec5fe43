import {rm} from 'node:fs/promises'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {execa} from 'execa'
import {startSandbox, type Sandbox} from '../../../sandbox/sandbox.ts'
import {tools} from '../../tools.ts'
import {findAz} from './find.ts'

const az = findAz()
const [suite, title] =
  az === undefined
    ? ([describe.skip, 'the real az, which is not installed (npm run azure-cli)'] as const)
    : ([describe, 'the real az'] as const)

const group = 'myResourceGroup'
const nodeGroup = 'MC_myResourceGroup_myAKSCluster_eastus'

// The tests are one story, each a few commands of half a second to two seconds.
suite(title, () => {
  let sandbox: Sandbox

  // Tests use the loopback address only.
  const env = () => ({...sandbox.env, AZURE_CORE_COLLECT_TELEMETRY: 'false'})

  /** What az prints, without its final newline. Fails if az does. */
  async function run(...args: readonly string[]): Promise<string> {
    const {stdout} = await execa(az ?? '', [...args], {env: env()})
    return stdout
  }
  const json = async (...args: readonly string[]): Promise<unknown> => JSON.parse(await run(...args, '-o', 'json'))
  const names = async (...args: readonly string[]): Promise<string> => await run(...args, '--query', '[].name', '-o', 'tsv')

  beforeAll(async () => {
    sandbox = await startSandbox()
  })

  afterAll(async () => {
    await sandbox.close()
  })

  it('signs in as the service principal of the environment', async () => {
    const {AZURE_CLIENT_ID: id = '', AZURE_CLIENT_SECRET: secret = '', AZURE_TENANT_ID: tenant = ''} = sandbox.env
    await run('login', '--service-principal', '-u', id, `-p=${secret}`, '--tenant', tenant, '-o', 'none')
    expect(await json('account', 'show')).toMatchObject({
      environmentName: 'VkctlSandbox',
      id: sandbox.azure.subscriptionId,
      state: 'Enabled',
      user: {name: id, type: 'servicePrincipal'},
    })
    expect(await names('account', 'list')).toBe('vkctl sandbox')
  }, 240_000)

  it('registers the resource provider', async () => {
    const state = () => run('provider', 'show', '-n', 'Microsoft.ContainerInstance', '--query', 'registrationState', '-o', 'tsv')
    expect(await state()).toBe('NotRegistered')
    await run('provider', 'register', '-n', 'Microsoft.ContainerInstance', '--wait')
    expect(await state()).toBe('Registered')
    expect(await run('provider', 'list', '--query', '[].namespace', '-o', 'tsv')).toContain('Microsoft.ContainerInstance')
  }, 240_000)

  it('finds the cluster and gets credentials that kubectl can use', async () => {
    expect(await names('aks', 'list')).toBe('myAKSCluster')
    expect(await json('aks', 'show', '-n', 'myAKSCluster', '-g', group)).toMatchObject({nodeResourceGroup: nodeGroup})
    const file = join(sandbox.env['AZURE_CONFIG_DIR'] ?? '', 'credentials')
    await run('aks', 'get-credentials', '-n', 'myAKSCluster', '-g', group, '-f', file)
    const {stdout} = await execa(tools['4.2.3'].kubectl, ['--kubeconfig', file, 'get', 'nodes', '-o', 'name'])
    await rm(file)
    expect(stdout).toBe('node/aks-nodepool1-00000000-vmss000000')
  }, 240_000)

  it('lists resource groups, networks and identities', async () => {
    expect((await names('group', 'list')).split('\n')).toEqual([group, nodeGroup, 'aci-westus2'])
    expect(await json('group', 'show', '-n', group)).toMatchObject({location: 'eastus'})
    expect(await names('network', 'vnet', 'list', '-g', nodeGroup)).toBe('aks-vnet')
    expect((await names('network', 'vnet', 'subnet', 'list', '-g', nodeGroup, '--vnet-name', 'aks-vnet')).split('\n')).toEqual([
      'aks-subnet',
      'aci-subnet',
    ])
    expect(await names('identity', 'list', '-g', nodeGroup)).toBe('myAKSCluster-agentpool')
  }, 240_000)

  it('assigns a role, finds it by the name of its principal and removes it', async () => {
    const {objectId, clientId} = sandbox.azure.principal('kubelet')
    const scope = `/subscriptions/${sandbox.azure.subscriptionId}/resourceGroups/${nodeGroup}`
    const assignment = (verb: string) => ['role', 'assignment', verb, '--scope', scope]
    const roles = () => json(...assignment('list'), '--query', '[].[principalName, roleDefinitionName]')
    await run(...assignment('create'), '--assignee', clientId, '--role', 'Contributor')
    expect(await roles()).toEqual([[clientId, 'Contributor']])
    await run(...assignment('delete'), '--assignee', objectId, '--role', 'Contributor')
    expect(await roles()).toEqual([])
  }, 240_000)

  it('creates, shows and deletes a container group', async () => {
    const which = ['-g', group, '-n', 'web']
    const image = 'mcr.microsoft.com/azuredocs/aci-helloworld'
    const size = ['--cpu', '1', '--memory', '1.5', '--os-type', 'Linux']
    expect(await json('container', 'create', ...which, '--image', image, ...size, '--ip-address', 'Public', '--ports', '80')).toMatchObject(
      {
        provisioningState: 'Succeeded',
      },
    )
    expect(await json('container', 'show', ...which)).toMatchObject({instanceView: {state: 'Running'}, ipAddress: {type: 'Public'}})
    expect(await names('container', 'list', '-g', group)).toBe('web')
    expect(await run('container', 'logs', ...which)).toContain(image)
    await run('container', 'delete', ...which, '--yes', '-o', 'none')
    expect(await names('container', 'list', '-g', group)).toBe('')
  }, 240_000)

  it('ends with 3 for what does not exist', async () => {
    const {exitCode, stderr} = await execa(az ?? '', ['container', 'show', '-g', group, '-n', 'none'], {env: env(), reject: false})
    expect({exitCode, stderr}).toMatchObject({exitCode: 3, stderr: expect.stringContaining('(ResourceNotFound)')})
  }, 240_000)
})
