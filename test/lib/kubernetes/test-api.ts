import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Api} from '../../../src/lib/kubernetes/api.ts'
import {openApiClient, type ApiAccess} from '../../../src/lib/kubernetes/api-client.ts'
import {readKubeconfig} from '../../../src/lib/kubernetes/kubeconfig/kubeconfig.ts'
import {openKubectl, type Kubectl} from '../../../src/lib/kubernetes/kubectl.ts'
import {runner, type Invocation, type Run} from '../../../src/lib/process.ts'
import {createAuthority} from '../../../sandbox/authority.ts'
import {startControllers} from '../../../sandbox/controllers/controllers.ts'
import {Faults} from '../../../sandbox/faults.ts'
import {startKubernetesApi} from '../../../sandbox/kubernetes/api-server.ts'
import {clusterConfig} from '../../cluster-config.ts'
import {talkTo} from '../../talk.ts'

export interface TestApi {
  readonly faults: Faults
  readonly url: string
  /** Every program that was run, with what it was given. */
  readonly invocations: readonly Invocation[]
  /** Runs programs with a home of its own, so that kubectl's cache of what the server knows is not the user's. */
  readonly run: Run
  /** Opens an HTTPS client, as a Host does; it ends with the server. */
  readonly api: (access: ApiAccess) => Api
  /** A kubeconfig for this user; default an administrator. */
  config(username?: string): string
  /** kubectl at this path, with that kubeconfig; default an administrator's. */
  open(tool: string, config?: string): Promise<Kubectl>
  /** The same, and past it the way to the API server. */
  openDirectly(tool: string, config?: string): Promise<Kubectl>
  close(): Promise<void>
}

const silent = talkTo()

/** An API server of the sandbox's; without its controllers a namespace that is deleted never goes. */
export async function startTestApi({controllers = false} = {}): Promise<TestApi> {
  const folder = await mkdtemp(join(tmpdir(), 'kube-test-'))
  const faults = new Faults()
  const api = await startKubernetesApi({authority: await createAuthority('test-ca'), faults})
  const running = controllers ? await startControllers({url: api.url, caCertificate: api.caCertificate, token: api.adminToken}) : undefined
  const invocations: Invocation[] = []
  const start = runner(new AbortController().signal)
  const run: Run = invocation => {
    invocations.push(invocation)
    return start({...invocation, env: {...invocation.env, HOME: folder, KUBECACHEDIR: join(folder, 'cache')}})
  }
  const config: TestApi['config'] = username =>
    clusterConfig(
      api.url,
      api.caCertificate,
      username === undefined ? api.adminToken : api.issueToken({username, groups: ['system:authenticated']}),
    )
  let files = 0
  const write = async (text: string): Promise<string> => {
    const path = join(folder, `kubeconfig-${files++}`)
    await writeFile(path, text)
    return path
  }
  const opened: Api[] = []
  const openApi = (access: ApiAccess): Api => {
    const server = openApiClient(access, {
      signal: new AbortController().signal,
      talk: silent,
      userAgent: 'test',
      patience: {attempts: 3, attemptMs: 5000, pauseMs: 1, longestOwnPauseMs: 1000, longestPauseMs: 1000},
    })
    opened.push(server)
    return server
  }
  const direct = async (text: string): Promise<Api> => {
    const {api: access} = await readKubeconfig(text)
    if (access === undefined) throw new Error('This kubeconfig is for kubectl only.')
    return openApi(access)
  }
  return {
    faults,
    url: api.url,
    invocations,
    run,
    api: openApi,
    config,
    open: async (tool, text = config()) => openKubectl(run, tool, {kubeconfig: await write(text)}),
    openDirectly: async (tool, text = config()) => openKubectl(run, tool, {kubeconfig: await write(text)}, await direct(text)),
    async close() {
      for (const server of opened) server.close()
      await running?.stop()
      await api.close()
      await rm(folder, {recursive: true})
    },
  }
}
