import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {openKubectl, type Kubectl} from '../../../src/lib/kube/kubectl.ts'
import {runner, type Invocation, type Run} from '../../../src/lib/process.ts'
import {createAuthority} from '../../../src/sandbox/authority.ts'
import {Faults} from '../../../src/sandbox/faults.ts'
import {startKubernetesApi} from '../../../src/sandbox/kubernetes/api-server.ts'

export interface TestApi {
  readonly faults: Faults
  readonly url: string
  /** Every program that was run, with what it was given. */
  readonly invocations: readonly Invocation[]
  /** Runs programs with a home of its own, so that kubectl's cache of what the server knows is not the user's. */
  readonly run: Run
  /** Path of a kubeconfig for this user; default an administrator. */
  kubeconfig(username?: string): Promise<string>
  /** kubectl at this path, as this user. */
  kubectl(tool: string, username?: string): Promise<Kubectl>
  close(): Promise<void>
}

/** An API server of the sandbox's. */
export async function startTestApi(): Promise<TestApi> {
  const folder = await mkdtemp(join(tmpdir(), 'kube-test-'))
  const faults = new Faults()
  const api = await startKubernetesApi({authority: await createAuthority('test-ca'), faults})
  const invocations: Invocation[] = []
  const start = runner(new AbortController().signal)
  const run: Run = invocation => {
    invocations.push(invocation)
    return start({...invocation, env: {...invocation.env, HOME: folder, KUBECACHEDIR: join(folder, 'cache')}})
  }
  const kubeconfig: TestApi['kubeconfig'] = async username => {
    const path = join(folder, `kubeconfig-${username ?? 'admin'}`)
    const token = username === undefined ? api.adminToken : api.issueToken({username, groups: ['system:authenticated']})
    await writeFile(path, clusterConfig(api.url, api.caCertificate, token))
    return path
  }
  return {
    faults,
    url: api.url,
    invocations,
    run,
    kubeconfig,
    kubectl: async (tool, username) => openKubectl(run, tool, {kubeconfig: await kubeconfig(username)}),
    async close() {
      await api.close()
      await rm(folder, {recursive: true})
    },
  }
}

export function clusterConfig(server: string, ca: string, token: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'c',
    clusters: [{name: 'c', cluster: {server, 'certificate-authority-data': Buffer.from(ca).toString('base64')}}],
    users: [{name: 'c', user: {token}}],
    contexts: [{name: 'c', context: {cluster: 'c', user: 'c'}}],
  })
}
