import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {NotAllowedError} from '../../../src/lib/errors.ts'
import {HelmFailed} from '../../../src/lib/helm/helm-errors.ts'
import {readManifest, readReleases, type ReleaseChoice} from '../../../src/lib/connector/session/releases.ts'
import {openHelm, type Helm} from '../../../src/lib/helm/helm.ts'
import type {Release, ReleaseStatus} from '../../../src/lib/helm/releases.ts'
import {openKubectl} from '../../../src/lib/kubernetes/kubectl.ts'
import {runner} from '../../../src/lib/process.ts'
import {tools} from '../../tools.ts'
import {TestCluster, type Cluster} from './test-cluster.ts'

const chart = fileURLToPath(new URL('../../../charts/aci-connector', import.meta.url))
export const everyHelm = ['3.8.1', '3.18.0', '4.1.4', '4.2.3'] as const
type Version = (typeof everyHelm)[number]
const namespace = 'connectors'
const secondNamespace = 'others'
const nasty = ', { } = \\ " \' $HOME\nnext'

function valuesOf(release: string): Record<string, unknown> {
  return {
    nodeName: `virtual-kubelet-${release}`,
    osType: 'Linux',
    location: 'eastus',
    aciResourceGroup: '12345',
    secretName: release,
    env: {NASTY: nasty},
  }
}

/** What vkctl's edge to Helm does with real helm, of each of these versions, on a Kubernetes API. */
export function describeHelm(name: string, start: () => Promise<Cluster>, versions: readonly Version[]): void {
  let cluster: TestCluster
  const traced: string[] = []
  const run = runner(new AbortController().signal, line => traced.push(line))
  const open = (version: Version): Promise<Helm> => openHelm(run, {tool: tools[version].helm, kubeconfig: cluster.kubeconfig})
  const upgrade = (helm: Helm, release: string, more: object = {}) =>
    helm.upgrade({release, namespace, chart, values: {...valuesOf(release), ...more}, timeoutMs: 60_000})
  const releases = (helm: Helm, choice: ReleaseChoice): Promise<readonly Release[]> =>
    readReleases({kubectl: openKubectl(run, tools['4.2.3'].kubectl, {kubeconfig: cluster.kubeconfig}), helm}, choice)
  const statusOf = async (helm: Helm, release: string): Promise<ReleaseStatus | undefined> =>
    (await releases(helm, {namespace, names: [release]}))[0]?.status

  /** A chart that would install without any values. */
  let undemanding = ''

  beforeAll(async () => {
    undemanding = await mkdtemp(join(tmpdir(), 'chart-'))
    await mkdir(join(undemanding, 'templates'))
    await writeFile(join(undemanding, 'Chart.yaml'), 'apiVersion: v2\nname: undemanding\nversion: 1.0.0\n')
    const template =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}}\ndata: {greeting: {{ .Values.greeting | quote }}}\n{{ with .Values.wrong }}wrong: {{ . }}{{ end }}\n'
    await writeFile(join(undemanding, 'templates', 'greeting.yaml'), template)
    const hook = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}-hook, annotations: {helm.sh/hook: pre-delete}}\n'
    await writeFile(join(undemanding, 'templates', 'hook.yaml'), hook)
    cluster = new TestCluster(await start(), namespace)
    await cluster.kubectl('create', 'namespace', namespace)
    await cluster.kubectl('create', 'namespace', secondNamespace)
  }, 600_000)

  afterAll(async () => {
    await cluster?.close()
    await rm(undemanding, {recursive: true})
  }, 60_000)

  describe.each(versions)(`helm %s on ${name}`, version => {
    const id = version.replaceAll('.', '-')

    it('installs, upgrades, lists and uninstalls', async () => {
      const helm = await open(version)
      const release = `cycle-${id}`
      expect(helm.version.text).toBe(version)
      expect(await upgrade(helm, release)).toMatchObject({
        name: release,
        namespace,
        revision: 1,
        status: 'deployed',
        chartName: 'aci-connector',
        chartVersion: '0.1.0',
        appVersion: '1.6.4',
      })
      expect(await upgrade(helm, release)).toMatchObject({revision: 2, status: 'deployed'})
      expect(await helm.values({release, namespace})).toEqual(valuesOf(release))
      const here = await releases(helm, {isWanted: named => named.release === release})
      expect(here).toEqual([
        expect.objectContaining({namespace, revision: 2, status: 'deployed', chartName: 'aci-connector', chartVersion: '0.1.0'}),
      ])
      expect((await releases(helm, {})).map(found => found.name)).toContain(release)
      const kubectl = openKubectl(run, tools['4.2.3'].kubectl, {kubeconfig: cluster.kubeconfig})
      const manifest = await readManifest({kubectl, helm}, {release, namespace})
      expect(manifest.trimEnd()).toBe((await helm.manifest({release, namespace})).trimEnd())
      expect(manifest).toContain('kind: Deployment')
      expect(await readManifest({kubectl, helm}, {release: 'none', namespace})).toBe('')
      expect(await releases(helm, {namespace: secondNamespace})).toEqual([])

      await helm.uninstall({release, namespace})
      expect(await statusOf(helm, release)).toBeUndefined()
      expect(
        await cluster.kubectl(
          'get',
          'deployments,serviceaccounts',
          '--selector',
          `app.kubernetes.io/instance=${release}`,
          '--output',
          'name',
        ),
      ).toBe('')
      expect(await cluster.kubectl('get', 'clusterroles', '--selector', `app.kubernetes.io/instance=${release}`, '--output', 'name')).toBe(
        '',
      )
    })

    it('uninstalls a release without creating what its hooks say', async () => {
      const helm = await open(version)
      const release = `hooked-${id}`
      await helm.upgrade({release, namespace, chart: undemanding, values: {greeting: 'x'}, timeoutMs: 60_000})
      await helm.uninstall({release, namespace})
      expect(await statusOf(helm, release)).toBeUndefined()
      const left = await cluster.kubectl('get', 'configmaps', '--namespace', namespace, '--output', 'name')
      expect(left).not.toContain(release)
    })

    // Helm 3 installs it without a word.
    if (version.startsWith('4'))
      it('is told by the server of a field that there is none of, when it fetches no schema itself', async () => {
        const helm = await open(version)
        const release = `wrong-${id}`
        const values = {greeting: 'x', wrong: 'field'}
        const wrong = helm.upgrade({release, namespace, chart: undemanding, values, timeoutMs: 60_000, fitsSchema: true})
        await expect(wrong).rejects.toThrow('.wrong: field not declared in schema')
        await helm.uninstall({release, namespace})
      })

    it('knows a release that is not there', async () => {
      const helm = await open(version)
      await helm.uninstall({release: 'nowhere', namespace})
      await helm.mend({release: 'nowhere', namespace, revision: 1})
      expect(await helm.values({release: 'nowhere', namespace})).toBeUndefined()
    })

    it('installs two connectors side by side, and uninstalls one without the other', async () => {
      const helm = await open(version)
      const [one, two] = [`one-${id}`, `two-${id}`] as const
      await Promise.all([upgrade(helm, one), upgrade(helm, two, {osType: 'Windows'})])
      await helm.uninstall({release: one, namespace})
      expect(await cluster.kubectl('get', 'deployment', two, '--output', 'name')).toBe(`deployment.apps/${two}\n`)
      expect(
        await cluster.kubectl(
          'get',
          'rolebinding',
          `aci-connector:${namespace}:${two}`,
          '--namespace',
          'kube-node-lease',
          '--output',
          'name',
        ),
      ).toContain(two)
    })

    it('takes back what somebody edited', async () => {
      const helm = await open(version)
      const release = `edited-${id}`
      await upgrade(helm, release)
      await cluster.kubectl('set', 'image', `deployment/${release}`, 'virtual-kubelet=example.com/other:1')
      await cluster.kubectl('scale', `deployment/${release}`, '--replicas', '0')
      await upgrade(helm, release)
      const {spec} = JSON.parse(await cluster.kubectl('get', 'deployment', release, '--output', 'json'))
      expect(spec.replicas).toBe(1)
      expect(spec.template.spec.containers[0].image).toBe('mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet:1.6.4')
    })

    it.each(versions.filter(other => other !== version))('upgrades what helm %s installed', async other => {
      const release = `from-${other.replaceAll('.', '-')}-to-${id}`
      await upgrade(await open(other), release)
      await cluster.kubectl('scale', `deployment/${release}`, '--replicas', '0')
      const helm = await open(version)
      expect(await upgrade(helm, release, {env: {ONLY: 'this'}})).toMatchObject({revision: 2, status: 'deployed'})
      const {spec} = JSON.parse(await cluster.kubectl('get', 'deployment', release, '--output', 'json'))
      const names = spec.template.spec.containers[0].env.map((variable: {name: string}) => variable.name)
      expect(names).toContain('ONLY')
      expect(names).not.toContain('NASTY')
      await helm.uninstall({release, namespace})
    })

    it('mends a first install that was interrupted', async () => {
      const helm = await open(version)
      const release = `install-${id}`
      await cluster.interrupt(
        tools[version].helm,
        ['install', release, chart],
        valuesOf(release),
        async () => (await statusOf(helm, release)) === 'pending-install',
      )
      await expect(upgrade(helm, release)).rejects.toThrow('another operation (install/upgrade/rollback) is in progress')
      await helm.mend({release, namespace, revision: 1})
      expect(await upgrade(helm, release)).toMatchObject({revision: 1, status: 'deployed'})
    })

    it('mends an upgrade that was interrupted', async () => {
      const helm = await open(version)
      const release = `upgrade-${id}`
      await upgrade(helm, release)
      await cluster.interrupt(
        tools[version].helm,
        ['upgrade', release, chart],
        {...valuesOf(release), secretDigest: 'new'},
        async () => (await statusOf(helm, release)) === 'pending-upgrade',
      )
      await expect(upgrade(helm, release)).rejects.toBeInstanceOf(HelmFailed)
      await helm.mend({release, namespace, revision: 2})
      expect(await statusOf(helm, release)).toBe('deployed')
      expect(await helm.values({release, namespace})).toEqual(valuesOf(release))
      expect(await upgrade(helm, release)).toMatchObject({status: 'deployed'})
    })

    it('mends an uninstall that was interrupted', async () => {
      const helm = await open(version)
      const release = `removal-${id}`
      await upgrade(helm, release)
      await cluster.rewriteStatus(release, 'uninstalling')
      await expect(upgrade(helm, release)).rejects.toBeInstanceOf(HelmFailed)
      await helm.mend({release, namespace, revision: 1})
      expect(await statusOf(helm, release)).toBeUndefined()
      expect(await upgrade(helm, release)).toMatchObject({revision: 1, status: 'deployed'})
    })

    it('leaves a release alone that needs no mending', async () => {
      const helm = await open(version)
      const release = `sound-${id}`
      await upgrade(helm, release)
      await helm.mend({release, namespace, revision: 1})
      expect(await releases(helm, {namespace, names: [release]})).toMatchObject([{revision: 1, status: 'deployed'}])
    })

    it('is not led astray by the environment or the current context', async () => {
      const strays = {
        HELM_NAMESPACE: secondNamespace,
        HELM_KUBECONTEXT: 'elsewhere',
        HELM_KUBEAPISERVER: 'https://127.0.0.1:1',
        HELM_DRIVER: 'memory',
        HELM_KUBETOKEN: 'none',
        HELM_KUBEASUSER: 'nobody',
        KUBECONFIG: '/nowhere',
        HELM_DEBUG: '1',
      }
      const before = {...process.env}
      Object.assign(process.env, strays)
      try {
        const helm = await openHelm(run, {
          tool: tools[version].helm,
          kubeconfig: cluster.writeKubeconfig('two-contexts', {current: 'elsewhere'}),
          context: 'here',
        })
        await upgrade(helm, `straight-${id}`)
        expect(await statusOf(await open(version), `straight-${id}`)).toBe('deployed')
      } finally {
        for (const key of Object.keys(strays)) delete process.env[key]
        Object.assign(process.env, before)
      }
    })

    it('names the right that is missing', async () => {
      const account = `weak-${id}`
      const weak = await openHelm(run, {tool: tools[version].helm, kubeconfig: await cluster.strangerKubeconfig(account)})
      const refused = weak.values({release: 'x', namespace})
      await expect(refused).rejects.toBeInstanceOf(NotAllowedError)
      await expect(refused).rejects.toThrow(
        `Helm could not read the values of the release x: system:serviceaccount:${namespace}:${account} may not `,
      )
    })

    it('says when the credentials are refused and when nobody answers', async () => {
      const stranger = await openHelm(run, {
        tool: tools[version].helm,
        kubeconfig: cluster.writeKubeconfig('stranger', {token: 'no-such-token'}),
      })
      await expect(stranger.values({release: 'x', namespace})).rejects.toMatchObject({exitCode: 8})
      const lost = await openHelm(run, {
        tool: tools[version].helm,
        kubeconfig: cluster.writeKubeconfig('lost', {server: 'https://127.0.0.1:1'}),
      })
      await expect(lost.values({release: 'x', namespace})).rejects.toMatchObject({
        exitCode: 1,
        hints: [expect.stringContaining('reach its API server')],
      })
    })
  })

  it(`never shows a value on the command line (${name})`, () => {
    expect(traced.filter(line => line.includes(' upgrade ')).length).toBeGreaterThan(0)
    expect(traced.filter(line => line.includes('12345') || line.includes('NASTY'))).toEqual([])
  })
}
