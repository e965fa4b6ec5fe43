import {execFile, spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {promisify} from 'node:util'
import {gunzipSync, gzipSync} from 'node:zlib'
import type {ReleaseStatus} from '../../../src/lib/helm/releases.ts'
import {tools} from '../../tools.ts'

/** A Kubernetes API without controllers: no pod ever starts. */
export interface Cluster {
  readonly url: string
  readonly caCertificate: string
  readonly adminToken: string
  /** A token of a service account. */
  issueToken(serviceAccount: {readonly namespace: string; readonly name: string}): Promise<string>
  close(): Promise<void>
}

/** A cluster as tests of helm use it: reached by kubeconfig files, looked at by kubectl. */
export class TestCluster {
  readonly kubeconfig: string
  readonly #cluster: Cluster
  readonly #namespace: string
  readonly #folder = mkdtempSync(join(tmpdir(), 'helm-test-'))

  constructor(cluster: Cluster, namespace: string) {
    this.#cluster = cluster
    this.#namespace = namespace
    this.kubeconfig = this.writeKubeconfig('kubeconfig', {})
  }

  /** Its contexts are `here`, this cluster, and `elsewhere`, where nobody answers. */
  writeKubeconfig(
    file: string,
    {token = this.#cluster.adminToken, server = this.#cluster.url, current = 'here'}: {token?: string; server?: string; current?: string},
  ): string {
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': current,
      contexts: ['elsewhere', 'here'].map(name => ({name, context: {cluster: name, user: 'user'}})),
      clusters: [
        {name: 'elsewhere', cluster: {server: 'https://127.0.0.1:1'}},
        {name: 'here', cluster: {server, 'certificate-authority-data': Buffer.from(this.#cluster.caCertificate).toString('base64')}},
      ],
      users: [{name: 'user', user: {token}}],
    }
    return this.#write(file, config)
  }

  #write(file: string, content: object): string {
    const path = join(this.#folder, file)
    writeFileSync(path, JSON.stringify(content), {mode: 0o600})
    return path
  }

  async kubectl(...args: string[]): Promise<string> {
    const {stdout} = await promisify(execFile)(tools['4.2.3'].kubectl, [
      '--kubeconfig',
      this.kubeconfig,
      '--namespace',
      this.#namespace,
      ...args,
    ])
    return stdout
  }

  /** A kubeconfig for a new service account, which has no rights. */
  async strangerKubeconfig(name: string): Promise<string> {
    const manifest = this.#write(`${name}.json`, {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name, namespace: this.#namespace}})
    await this.kubectl('apply', '-f', manifest)
    return this.writeKubeconfig(name, {token: await this.#cluster.issueToken({namespace: this.#namespace, name})})
  }

  /** Runs helm, which waits for pods in vain, until the release has the given status, and kills it there. */
  async interrupt(tool: string, args: readonly string[], values: object, reached: () => Promise<boolean>): Promise<void> {
    const child = spawn(tool, [...args, '--values', '-', '--wait', '--namespace', this.#namespace, '--kubeconfig', this.kubeconfig], {
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    child.stdin.end(JSON.stringify(values))
    const ended = once(child, 'exit')
    while (!(await reached())) {
      if (child.exitCode !== null) throw new Error(`helm ended with ${child.exitCode} before it could be interrupted`)
      await pause(20)
    }
    child.kill('SIGKILL')
    await ended
  }

  /** Leaves the record of a release's only revision as a killed `helm uninstall` does. Killing one in time does not always succeed: helm 4 may not wait. */
  async rewriteStatus(release: string, status: ReleaseStatus): Promise<void> {
    const secret = `sh.helm.release.v1.${release}.v1`
    const {data} = JSON.parse(await this.kubectl('get', 'secret', secret, '--output', 'json'))
    const record = JSON.parse(gunzipSync(Buffer.from(Buffer.from(data.release, 'base64').toString(), 'base64')).toString())
    record.info.status = status
    const encoded = Buffer.from(gzipSync(JSON.stringify(record)).toString('base64')).toString('base64')
    await this.kubectl(
      'patch',
      'secret',
      secret,
      '--type',
      'merge',
      '--patch',
      JSON.stringify({metadata: {labels: {status}}, data: {release: encoded}}),
    )
  }

  async close(): Promise<void> {
    await this.#cluster.close()
    rmSync(this.#folder, {recursive: true, force: true})
  }
}
