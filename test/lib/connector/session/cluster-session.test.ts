import {az} from '../../../../src/lib/printed-commands/printed-command.ts'
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import type {Azure} from '../../../../src/lib/azure/azure.ts'
import {withCluster, type ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import type {Tools} from '../../../../src/lib/connector/session/tools.ts'
import {UsageError} from '../../../../src/lib/errors.ts'
import {readHelmVersion} from '../../../../src/lib/helm/version.ts'
import {applyObjects, deleteObjects} from '../../../../src/lib/kubernetes/write.ts'
import type {ApiAccess} from '../../../../src/lib/kubernetes/api-client.ts'
import {Secret} from '../../../../src/lib/secret.ts'
import {wellAzure} from '../../azure/well-azure.ts'
import {cluster} from '../../checks/well.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {talkTo} from '../../../talk.ts'

const {helm, kubectl} = tools['4.2.3']
const ref = {resourceGroup: 'g', name: 'c'}
const folder = mkdtempSync(join(tmpdir(), 'session-test-'))
const warnings: string[] = []
const accesses: ApiAccess[] = []
let kubectlVersion = '1.36.0'

let api: TestApi
let found: Promise<Tools>
beforeAll(async () => {
  api = await startTestApi()
  found = readHelmVersion(api.run, helm).then(helmVersion => ({helm, helmVersion, kubectl, kubectlVersion: async () => kubectlVersion}))
})
afterAll(async () => {
  await api.close()
  rmSync(folder, {recursive: true})
})
beforeEach(() => {
  warnings.length = 0
  accesses.length = 0
  kubectlVersion = '1.36.0'
})

function hostWith(changes: Partial<Azure> = {}, kubeconfig = api.config()): Host {
  return {
    azure: wellAzure(kubeconfig, changes),
    tools: () => found,
    run: api.run,
    lastRun: api.run,
    // Nobody is asked past kubectl here; what the way would be made of is noted.
    api: (access: ApiAccess) => void accesses.push(access),
    talk: talkTo({warning: text => void warnings.push(text)}),
  } as unknown as Host
}

const namespaces = ({kubectl: bound}: ClusterSession) => bound.call('list', ['get', 'namespaces', '-o', 'name'])

/** Where the kubeconfig is that the last program was given. */
const usedConfig = (): string => {
  const args = api.invocations.at(-1)?.args ?? []
  return args[args.indexOf('--kubeconfig') + 1] ?? ''
}

describe('a cluster with the credentials of Azure', () => {
  it('is reached through a file that is gone afterwards', async () => {
    const during = await withCluster(hostWith(), ref, {admin: false}, async session => {
      expect(await namespaces(session)).toContain('namespace/default')
      expect(session.certificateAuthority).toMatch(/BEGIN CERTIFICATE/)
      return existsSync(usedConfig())
    })
    expect(during).toBe(true)
    expect(existsSync(usedConfig())).toBe(false)
    expect(accesses).toHaveLength(1)
    expect(warnings).toEqual([])
  })

  it('warns when kubectl is too far from it, and only when something is to be changed', async () => {
    kubectlVersion = '1.30.0'
    await withCluster(hostWith(), ref, {admin: false}, async session => {
      expect(warnings).toEqual([])
      await session.checkKubectl()
    })
    expect(warnings).toEqual([expect.stringMatching(/^kubectl 1\.30\.0 and the cluster's 1\.36\.3 are more than one minor version apart/)])
  })

  it('is not asked when it is stopped', async () => {
    const host = hostWith({cluster: async () => ({...cluster, powerState: 'Stopped'})})
    await expect(withCluster(host, ref, {admin: false}, async () => {})).rejects.toMatchObject({
      message: 'The cluster c is stopped.',
      hints: ['Start it:', az`aks start --name c --resource-group g`],
    })
  })
})

describe('a cluster with Entra ID', () => {
  const withPlugin = (): string => {
    const config = JSON.parse(api.config()) as {users: unknown}
    return JSON.stringify({...config, users: [{name: 'c', user: {exec: {command: 'kubelogin'}}}]})
  }
  const token = (): Secret => new Secret((JSON.parse(api.config()) as {users: [{user: {token: string}}]}).users[0].user.token)
  const entra = () => ({cluster: async () => ({...cluster, entraId: true}), clusterToken: async () => token()})

  it('is reached with a token of the user instead of the plugin', async () => {
    await withCluster(hostWith(entra(), withPlugin()), ref, {admin: false}, async session => {
      expect(await namespaces(session)).toContain('namespace/default')
    })
    expect(accesses).toHaveLength(1)
  })

  it('runs no other program that the credentials of Azure name', async () => {
    const config = JSON.parse(api.config()) as {users: unknown}
    const proof = join(folder, 'was-here')
    const exec = {apiVersion: 'client.authentication.k8s.io/v1', command: '/bin/sh', args: ['-c', `touch ${proof}`]}
    const host = hostWith({}, JSON.stringify({...config, users: [{name: 'c', user: {exec}}]}))
    await expect(withCluster(host, ref, {admin: false}, namespaces)).rejects.toThrow(
      'names the program /bin/sh for signing in. vkctl does not run it.',
    )
    expect(existsSync(proof)).toBe(false)
  })
})

describe("a cluster of the user's kubeconfig", () => {
  const noCredentials = {clusterCredentials: async () => Promise.reject(new Error('not to be asked'))}
  const path = join(folder, 'mine')
  beforeAll(() => writeFileSync(path, api.config()))

  it('is used as it is, and the user is told', async () => {
    await withCluster(hostWith(noCredentials), ref, {admin: false, kubeconfig: path, context: 'c'}, async session => {
      expect(await namespaces(session)).toContain('namespace/default')
      // It may be of another version than what Azure tells of.
      kubectlVersion = '1.20.0'
      await session.checkKubectl()
    })
    expect(usedConfig()).toBe(path)
    expect(api.invocations.at(-1)?.args.slice(-2)).toEqual(['--context', 'c'])
    expect(warnings).toEqual([
      `Using the API server ${api.url} of the context c in ${path}, not the credentials of c. vkctl cannot tell whether it is that of c.`,
    ])
    expect(existsSync(path)).toBe(true)
  })

  it('is used with its current context when none is named', async () => {
    await withCluster(hostWith(noCredentials), ref, {admin: false, kubeconfig: path}, namespaces)
    expect(api.invocations.at(-1)?.args).not.toContain('--context')
  })

  it('may be named by its context alone, which kubectl finds', async () => {
    const run: Host['run'] = invocation => api.run({...invocation, env: {...invocation.env, KUBECONFIG: path}})
    await withCluster({...hostWith(noCredentials), run}, ref, {admin: false, context: 'c'}, async ({certificateAuthority}) => {
      expect(certificateAuthority).toBeUndefined()
    })
    expect(warnings).toEqual([
      `Using the API server ${api.url} of the context c in your kubeconfig, not the credentials of c. vkctl cannot tell whether it is that of c.`,
    ])
    expect(accesses).toEqual([])
  })

  it('is refused when its nodes are machines of another cluster, unless the user insists', async () => {
    const direct = await api.open(kubectl)
    const providerID = 'azure:///subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/mc_other/providers/Microsoft.Compute/x/y'
    const machine = {apiVersion: 'v1', kind: 'Node', metadata: {name: 'machine'}, spec: {providerID}}
    await applyObjects(direct, [machine])
    const other = withCluster(hostWith(noCredentials), ref, {admin: false, kubeconfig: path}, async () => {})
    await expect(other).rejects.toThrow(UsageError)
    await expect(other).rejects.toMatchObject({
      message: `The API server ${api.url} of ${path} is not that of the cluster c. Nothing was changed.`,
      hints: [expect.stringContaining('--kubeconfig'), expect.stringContaining('--allow-other-cluster')],
    })
    expect(warnings).toEqual([])
    await withCluster(hostWith(noCredentials), ref, {admin: false, kubeconfig: path, otherCluster: true}, async () => {})
    expect(warnings).toEqual([expect.stringMatching(/not the credentials of c\. It is not that of c\.$/)])
    await deleteObjects(direct, [{apiVersion: 'v1', kind: 'Node', name: 'machine'}])
  })

  it('is refused by its address alone, without being asked', async () => {
    const elsewhere = join(folder, 'elsewhere')
    writeFileSync(elsewhere, api.config().replace(api.url, 'https://d-2.hcp.eastus.azmk8s.io:443'))
    const other = withCluster(hostWith(noCredentials), ref, {admin: false, kubeconfig: elsewhere}, async () => {})
    await expect(other).rejects.toThrow('The API server https://d-2.hcp.eastus.azmk8s.io:443 of')
  })

  it('whose certificate is not verified is used with a warning', async () => {
    const unsafe = join(folder, 'unsafe')
    const config = JSON.parse(api.config()) as {clusters: [{cluster: Record<string, unknown>}]}
    config.clusters[0].cluster = {server: api.url, 'insecure-skip-tls-verify': true}
    writeFileSync(unsafe, JSON.stringify(config))
    await withCluster(hostWith(noCredentials), ref, {admin: false, kubeconfig: unsafe}, namespaces)
    expect(warnings[0]).toContain(`The connection to ${api.url} is not secure: ${unsafe} has insecure-skip-tls-verify`)
  })

  it('must be there', async () => {
    const missing = join(folder, 'missing')
    const opening = withCluster(hostWith(noCredentials), ref, {admin: false, kubeconfig: missing}, async () => {})
    await expect(opening).rejects.toThrow(UsageError)
    await expect(opening).rejects.toThrow(`--kubeconfig names ${missing}, which does not exist.`)
  })
})
