import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, it, jest} from '@jest/globals'
import {openHelm, type Helm} from '../../../src/lib/helm/helm.ts'
import {runner} from '../../../src/lib/process.ts'
import {compileCache} from '../../compile-cache.ts'
import {tools} from '../../tools.ts'
import {startSandbox} from './sandbox-cluster.ts'
import {TestCluster} from './test-cluster.ts'

jest.setTimeout(60_000)

const tool = fileURLToPath(new URL('../../helm2/helm.ts', import.meta.url))
const chart = fileURLToPath(new URL('../../../charts/aci-connector', import.meta.url))
const namespace = 'connectors'
const ref = {release: 'one', namespace}
const values = {nodeName: 'virtual-kubelet-one', osType: 'Linux', location: 'eastus', aciResourceGroup: 'group', secretName: 'one'}
const run = runner(new AbortController().signal)

describe('Helm 2', () => {
  let cluster: TestCluster
  let helm: Helm
  const upgrade = () => helm.upgrade({...ref, chart, values, timeoutMs: 30_000})
  const setStatus = async (revision: number, status: string): Promise<void> => {
    const name = `one.v${revision}`
    const {data} = JSON.parse(await cluster.kubectl('get', 'configmap', name, '--namespace', 'kube-system', '--output', 'json'))
    const release = JSON.stringify({...JSON.parse(data.release), status})
    await cluster.kubectl(
      'patch',
      'configmap',
      name,
      '--namespace',
      'kube-system',
      '--type',
      'merge',
      '--patch',
      JSON.stringify({data: {release}}),
    )
  }

  beforeAll(async () => {
    process.env['HELM2_KUBECTL'] = tools['4.2.3'].kubectl
    process.env['HELM2_RENDERER'] = tools['3.8.1'].helm
    Object.assign(process.env, compileCache)
    cluster = new TestCluster(await startSandbox(), namespace)
    await cluster.kubectl('create', 'namespace', namespace)
    helm = await openHelm(run, {tool, kubeconfig: cluster.kubeconfig})
  })

  afterAll(async () => {
    delete process.env['HELM2_KUBECTL']
    delete process.env['HELM2_RENDERER']
    delete process.env['NODE_COMPILE_CACHE']
    await cluster.close()
  })

  it('tells its version without a Tiller, and says what is missing for the rest', async () => {
    expect(helm.version).toEqual({text: '2.17.0', major: 2})
    await expect(helm.tillerReleases()).rejects.toMatchObject({
      exitCode: 1,
      hints: ["Helm 2 needs Tiller in the cluster: run 'vkctl rbac init', or use Helm 3 or 4."],
    })
  })

  it('gets its Tiller once', async () => {
    await helm.initTiller('tiller')
    await helm.initTiller('tiller')
    const {spec} = JSON.parse(await cluster.kubectl('get', 'deployment', 'tiller-deploy', '--namespace', 'kube-system', '--output', 'json'))
    expect(spec.template.spec.serviceAccountName).toBe('tiller')
    expect(await helm.tillerReleases()).toEqual([])
  })

  it('installs, upgrades and uninstalls the chart', async () => {
    expect(await upgrade()).toMatchObject({
      name: 'one',
      namespace,
      revision: 1,
      status: 'deployed',
      chartName: 'aci-connector',
      chartVersion: '0.1.0',
      appVersion: '1.6.4',
    })
    expect(await upgrade()).toMatchObject({revision: 2, updated: expect.stringMatching(/^\d{4}-/)})
    expect(await helm.values(ref)).toEqual(values)
    expect(await helm.values({...ref, release: 'two'})).toBeUndefined()
    expect(await cluster.kubectl('get', 'deployment', 'one', '--output', 'name')).toContain('one')
    await helm.uninstall(ref)
    await helm.uninstall(ref)
    expect(await helm.tillerReleases()).toEqual([])
    expect(await cluster.kubectl('get', 'deployments', '--output', 'name')).toBe('')
  })

  it('mends what an interrupted one left', async () => {
    await upgrade()
    await upgrade()
    await setStatus(1, 'DEPLOYED')
    await setStatus(2, 'PENDING_UPGRADE')
    await expect(upgrade()).rejects.toThrow('another operation')
    await helm.mend({...ref, revision: 2})
    expect(await helm.tillerReleases()).toEqual([expect.objectContaining({revision: 3, status: 'deployed'})])
    await helm.uninstall(ref)
    await upgrade()
    await setStatus(1, 'PENDING_INSTALL')
    await helm.mend({...ref, revision: 1})
    expect(await helm.tillerReleases()).toEqual([])
  })

  it('reads a chart', async () => {
    expect(await helm.showChart(chart)).toContain('name: aci-connector')
  })
})
