import {execFileSync, spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {NotAllowedError} from '../../../src/lib/errors.ts'
import {HelmFailed} from '../../../src/lib/helm/helm-errors.ts'
import {openHelm, type Helm} from '../../../src/lib/helm/helm.ts'
import type {ReleaseStatus} from '../../../src/lib/helm/releases.ts'
import {runner} from '../../../src/lib/process.ts'
import {tools} from '../../tools.ts'

/** A Kubernetes API without controllers: no pod ever starts. */
export interface Cluster {
  readonly url: string
  readonly caCertificate: string
  readonly adminToken: string
  issueToken(serviceAccount: {readonly namespace: string; readonly name: string}): Promise<string>
  close(): Promise<void>
}

const chart = fileURLToPath(new URL('../../../charts/aci-connector', import.meta.url))
const versions = ['3.8.1', '3.18.0', '4.1.4', '4.2.3'] as const
type Version = (typeof versions)[number]
const namespace = 'connectors'
const secondNamespace = 'others'
const nasty = ', { } = \\ " \' $HOME\nnext'

function valuesOf(release: string): Record<string, unknown> {
  return {nodeName: `virtual-kubelet-${release}`, osType: 'Linux', location: 'eastus', aciResourceGroup: '12345', secretName: release, env: {NASTY: nasty}}
}

/** What vkctl's edge to Helm does with real helm on a Kubernetes API. */
export function describeHelm(name: string, start: () => Promise<Cluster>): void {
  let cluster: Cluster
  let folder: string
  let kubeconfig: string
  const traced: string[] = []
  const run = runner(new AbortController().signal, line => traced.push(line))
  const open = (version: Version): Promise<Helm> => openHelm(run, {tool: tools[version].helm, kubeconfig})
  const kubectl = (...args: string[]): string => execFileSync(tools['4.2.3'].kubectl, ['--kubeconfig', kubeconfig, '--namespace', namespace, ...args], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']})
  const upgrade = (helm: Helm, release: string, more: object = {}) => helm.upgrade({release, namespace, chart, values: {...valuesOf(release), ...more}, timeoutMs: 60_000})
  const statusOf = async (helm: Helm, release: string): Promise<ReleaseStatus | undefined> => (await helm.releases({namespace})).find(found => found.name === release)?.status

  function writeKubeconfig(file: string, token: string, server = cluster.url): string {
    const path = join(folder, file)
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'elsewhere',
      contexts: [{name: 'elsewhere', context: {cluster: 'elsewhere', user: 'user'}}, {name: 'here', context: {cluster: 'here', user: 'user'}}],
      clusters: [
        {name: 'elsewhere', cluster: {server: 'https://127.0.0.1:1'}},
        {name: 'here', cluster: {server, 'certificate-authority-data': Buffer.from(cluster.caCertificate).toString('base64')}},
      ],
      users: [{name: 'user', user: {token}}],
    }
    writeFileSync(path, JSON.stringify({...config, 'current-context': file === 'two-contexts' ? 'elsewhere' : 'here'}), {mode: 0o600})
    return path
  }

  /** Runs helm until the release has the given status, and kills it there. */
  async function interrupt(version: Version, args: readonly string[], release: string, status: ReleaseStatus): Promise<void> {
    const child = spawn(tools[version].helm, [...args, '--wait', '--namespace', namespace, '--kubeconfig', kubeconfig], {stdio: ['pipe', 'ignore', 'ignore']})
    child.stdin.end(JSON.stringify({...valuesOf(release), secretDigest: 'new'}))
    const ended = once(child, 'exit')
    const helm = await open(version)
    while ((await statusOf(helm, release)) !== status) {
      if (child.exitCode !== null) throw new Error(`helm ended with ${child.exitCode} before the release was ${status}`)
      await pause(20)
    }
    child.kill('SIGKILL')
    await ended
  }

  beforeAll(async () => {
    cluster = await start()
    folder = mkdtempSync(join(tmpdir(), 'helm-test-'))
    kubeconfig = writeKubeconfig('kubeconfig', cluster.adminToken)
    kubectl('create', 'namespace', namespace)
    kubectl('create', 'namespace', secondNamespace)
  }, 600_000)

  afterAll(async () => {
    await cluster?.close()
    rmSync(folder, {recursive: true, force: true})
  }, 60_000)

  describe.each(versions)(`helm %s on ${name}`, version => {
    const id = version.replaceAll('.', '-')

    it('installs, upgrades, lists and uninstalls', async () => {
      const helm = await open(version)
      const release = `cycle-${id}`
      expect(helm.version.text).toBe(version)
      expect(await upgrade(helm, release)).toMatchObject({name: release, namespace, revision: 1, status: 'deployed', chartName: 'aci-connector', chartVersion: '0.1.0', appVersion: '1.6.4'})
      expect(await upgrade(helm, release)).toMatchObject({revision: 2, status: 'deployed'})
      expect(await helm.values({release, namespace})).toEqual(valuesOf(release))
      const here = (await helm.releases({namespace})).filter(found => found.name === release)
      expect(here).toEqual([expect.objectContaining({namespace, revision: 2, status: 'deployed', chartName: 'aci-connector', chartVersion: '0.1.0'})])
      expect((await helm.releases({})).map(found => found.name)).toContain(release)
      expect(await helm.releases({namespace: secondNamespace})).toEqual([])

      await helm.uninstall({release, namespace})
      expect(await statusOf(helm, release)).toBeUndefined()
      expect(kubectl('get', 'deployments,serviceaccounts', '--selector', `app.kubernetes.io/instance=${release}`, '--output', 'name')).toBe('')
      expect(kubectl('get', 'clusterroles', '--selector', `app.kubernetes.io/instance=${release}`, '--output', 'name')).toBe('')
    })

    it('knows a release that is not there', async () => {
      const helm = await open(version)
      await helm.uninstall({release: 'nowhere', namespace})
      await helm.mend({release: 'nowhere', namespace})
      expect(await helm.values({release: 'nowhere', namespace})).toBeUndefined()
    })

    it('installs two connectors side by side, and uninstalls one without the other', async () => {
      const helm = await open(version)
      const [one, two] = [`one-${id}`, `two-${id}`] as const
      await Promise.all([upgrade(helm, one), upgrade(helm, two, {osType: 'Windows'})])
      await helm.uninstall({release: one, namespace})
      expect(kubectl('get', 'deployment', two, '--output', 'name')).toBe(`deployment.apps/${two}\n`)
      expect(kubectl('get', 'rolebinding', `aci-connector:${namespace}:${two}`, '--namespace', 'kube-node-lease', '--output', 'name')).toContain(two)
    })

    it('takes back what somebody edited', async () => {
      const helm = await open(version)
      const release = `edited-${id}`
      await upgrade(helm, release)
      kubectl('set', 'image', `deployment/${release}`, 'virtual-kubelet=example.com/other:1')
      kubectl('scale', `deployment/${release}`, '--replicas', '0')
      await upgrade(helm, release)
      const {spec} = JSON.parse(kubectl('get', 'deployment', release, '--output', 'json'))
      expect(spec.replicas).toBe(1)
      expect(spec.template.spec.containers[0].image).toBe('mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet:1.6.4')
    })

    it.each(versions.filter(other => other !== version))('upgrades what helm %s installed', async other => {
      const release = `from-${other.replaceAll('.', '-')}-to-${id}`
      await upgrade(await open(other), release)
      kubectl('scale', `deployment/${release}`, '--replicas', '0')
      const helm = await open(version)
      expect(await upgrade(helm, release, {env: {ONLY: 'this'}})).toMatchObject({revision: 2, status: 'deployed'})
      const {spec} = JSON.parse(kubectl('get', 'deployment', release, '--output', 'json'))
      const names = spec.template.spec.containers[0].env.map((variable: {name: string}) => variable.name)
      expect(names).toContain('ONLY')
      expect(names).not.toContain('NASTY')
      await helm.uninstall({release, namespace})
    })

    it('mends a first install that was interrupted', async () => {
      const helm = await open(version)
      const release = `install-${id}`
      await interrupt(version, ['install', release, chart, '--values', '-'], release, 'pending-install')
      await expect(upgrade(helm, release)).rejects.toThrow('another operation (install/upgrade/rollback) is in progress')
      await helm.mend({release, namespace})
      expect(await upgrade(helm, release)).toMatchObject({revision: 1, status: 'deployed'})
    })

    it('mends an upgrade that was interrupted', async () => {
      const helm = await open(version)
      const release = `upgrade-${id}`
      await upgrade(helm, release)
      await interrupt(version, ['upgrade', release, chart, '--values', '-'], release, 'pending-upgrade')
      await expect(upgrade(helm, release)).rejects.toBeInstanceOf(HelmFailed)
      await helm.mend({release, namespace})
      expect(await statusOf(helm, release)).toBe('deployed')
      expect(await helm.values({release, namespace})).toEqual(valuesOf(release))
      expect(await upgrade(helm, release)).toMatchObject({status: 'deployed'})
    })

    it('mends an uninstall that was interrupted', async () => {
      const helm = await open(version)
      const release = `removal-${id}`
      await upgrade(helm, release)
      kubectl('patch', 'deployment', release, '--type', 'merge', '--patch', '{"metadata":{"finalizers":["example.com/wait"]}}')
      await interrupt(version, ['uninstall', release], release, 'uninstalling')
      kubectl('patch', 'deployment', release, '--type', 'merge', '--patch', '{"metadata":{"finalizers":null}}')
      await expect(upgrade(helm, release)).rejects.toBeInstanceOf(HelmFailed)
      await helm.mend({release, namespace})
      expect(await statusOf(helm, release)).toBeUndefined()
      expect(await upgrade(helm, release)).toMatchObject({revision: 1, status: 'deployed'})
    })

    it('leaves a release alone that needs no mending', async () => {
      const helm = await open(version)
      const release = `sound-${id}`
      await upgrade(helm, release)
      await helm.mend({release, namespace})
      expect((await helm.releases({namespace})).find(found => found.name === release)).toMatchObject({revision: 1, status: 'deployed'})
    })

    it('is not led astray by the environment or the current context', async () => {
      const strays = {HELM_NAMESPACE: secondNamespace, HELM_KUBECONTEXT: 'elsewhere', HELM_KUBEAPISERVER: 'https://127.0.0.1:1', HELM_DRIVER: 'memory', HELM_KUBETOKEN: 'none', HELM_KUBEASUSER: 'nobody', KUBECONFIG: '/nowhere', HELM_DEBUG: '1'}
      const before = {...process.env}
      Object.assign(process.env, strays)
      try {
        const helm = await openHelm(run, {tool: tools[version].helm, kubeconfig: writeKubeconfig('two-contexts', cluster.adminToken), context: 'here'})
        await upgrade(helm, `straight-${id}`)
        expect(await statusOf(await open(version), `straight-${id}`)).toBe('deployed')
      } finally {
        for (const key of Object.keys(strays)) delete process.env[key]
        Object.assign(process.env, before)
      }
    })

    it('names the right that is missing', async () => {
      const account = `weak-${id}`
      kubectl('create', 'serviceaccount', account)
      const weak = await openHelm(run, {tool: tools[version].helm, kubeconfig: writeKubeconfig(account, await cluster.issueToken({namespace, name: account}))})
      const refused = weak.releases({})
      await expect(refused).rejects.toBeInstanceOf(NotAllowedError)
      await expect(refused).rejects.toThrow(`Helm could not list the releases: system:serviceaccount:${namespace}:${account} may not list secrets in the whole cluster.`)
    })

    it('says when the credentials are refused and when nobody answers', async () => {
      const stranger = await openHelm(run, {tool: tools[version].helm, kubeconfig: writeKubeconfig('stranger', 'no-such-token')})
      await expect(stranger.releases({})).rejects.toMatchObject({exitCode: 8})
      const lost = await openHelm(run, {tool: tools[version].helm, kubeconfig: writeKubeconfig('lost', 'x', 'https://127.0.0.1:1')})
      await expect(lost.releases({})).rejects.toMatchObject({exitCode: 1, hints: [expect.stringContaining('API server can be reached')]})
    })
  })

  it(`never shows a value on the command line (${name})`, () => {
    expect(traced.filter(line => line.includes(' upgrade ')).length).toBeGreaterThan(0)
    expect(traced.filter(line => line.includes('12345') || line.includes('NASTY'))).toEqual([])
  })
}
