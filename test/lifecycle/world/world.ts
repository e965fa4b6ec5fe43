import assert from 'node:assert'
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import type {Azure} from '../../../sandbox/azure/azure.ts'
import type {PersonName, WorldOptions} from '../../../sandbox/azure/initial-world.ts'
import {ClusterClient, isNotFound} from '../../../sandbox/client/cluster-client.ts'
import {sandboxEnvironment} from '../../../sandbox/environment.ts'
import type {Faults} from '../../../sandbox/faults.ts'
import type {PoolNode} from '../../../sandbox/node/node.ts'
import {privateDirectory} from '../../../sandbox/private-directory.ts'
import {compileCache} from '../../compile-cache.ts'
import {tools} from '../../tools.ts'
import {startEmulated, startReal, type ClusterOptions, type ClusterUnderTest} from './cluster-under-test.ts'
import {openAdministrator, words, type Administrator} from './administrator.ts'
import {startDecoy} from './decoy-cluster.ts'
import {checkLog} from './check-log.ts'
import {checkRun} from './run-checks.ts'
import {checkReplay, saving} from './replay.ts'
import {whereInCluster} from './secrecy.ts'
import {allObjects, takeSnapshot, type Snapshot} from './snapshot.ts'
import {builtVkctl} from './vkctl-package.ts'
import {startVkctl, type StartedVkctl, type VkctlRun} from './vkctl-process.ts'
import {watchTools, type WatchedTools} from './watched-tools.ts'

export type Api = 'emulated' | 'real'
export type HelmVersion = keyof typeof tools

export interface WorldChoice extends Pick<ClusterOptions, 'leaseRenewMs' | 'podStartMs'> {
  readonly api: Api
  readonly helm: HelmVersion
  readonly world?: WorldOptions
  /** Whom vkctl signs in as; default `operator`. */
  readonly signedIn?: PersonName
  /** Where the built vkctl is; default: it is built when its sources changed. */
  readonly packageFolder?: string
}

export interface RunOptions {
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
  /** Further texts that must not be seen anywhere. */
  readonly secrets?: readonly string[]
  readonly onStderr?: (soFar: string) => void
  /** Another built vkctl than that of the world. */
  readonly packageFolder?: string
}

export interface EndedRunOptions extends RunOptions {
  /** The exit code that it must have; default 0. */
  readonly exits?: number
}

/** A subscription with an AKS cluster, a person's machine with vkctl, helm and kubectl on it, and what a test needs to look behind them. */
export interface World extends Administrator {
  readonly choice: WorldChoice
  /** What vkctl sees as its environment. */
  readonly env: Readonly<Record<string, string>>
  readonly azure: Azure
  readonly faults: Faults
  readonly node: PoolNode
  readonly controlPlane: ClusterUnderTest['controlPlane']
  readonly tools: WatchedTools
  /** A file of this path is the test's own, in a directory that goes with the world. */
  readonly file: (name: string, content: string) => string
  /** Runs vkctl to its end. Rejects when it ends otherwise than it must, or breaks what holds for every run (run-checks.ts, replay.ts). */
  readonly vkctl: (args: readonly string[] | string, options?: EndedRunOptions) => Promise<VkctlRun>
  /** Starts vkctl. The checks are made when it is `done`. */
  readonly start: (args: readonly string[] | string, options?: RunOptions) => StartedVkctl
  readonly get: (path: string) => Promise<unknown>
  readonly create: (path: string, object: object) => Promise<unknown>
  /** Every object of the cluster and every resource of Azure, but for what changes by itself. */
  readonly snapshot: () => Promise<Snapshot>
  /** The objects in which a secret stands in some shape. */
  readonly whereIs: (secret: string) => Promise<readonly string[]>
  readonly adminKubeconfig: string
  readonly close: () => Promise<void>
}

/** Short, but long enough that the states in between are seen. */
const delays = {registrationMs: 300, roleAssignmentMs: 300, containerStartMs: 200}

/** ACI is registered, and the identities of the connectors may use it: what most scenarios begin with. */
export const prepared = {
  registered: ['Microsoft.ContainerInstance'],
  roles: [
    {principal: 'kubelet', role: 'Contributor'},
    {principal: 'connector-sp', role: 'Contributor'},
  ],
} as const satisfies WorldOptions

/** What controllers put into every cluster comes a moment after its start. */
async function untilFurnished(client: ClusterClient): Promise<void> {
  const namespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease']
  const expected = namespaces.flatMap(name => [`${name}/serviceaccounts/default`, `${name}/configmaps/kube-root-ca.crt`])
  const deadline = Date.now() + 60_000
  for (const path of expected) {
    while (await isMissing(client, `/api/v1/namespaces/${path}`)) {
      if (Date.now() > deadline) throw new Error(`The cluster has no ${path} after a minute.`)
      await sleep(50)
    }
  }
}

function isMissing(client: ClusterClient, path: string): Promise<boolean> {
  return client.get(path).then(
    () => false,
    (error: unknown) => {
      if (isNotFound(error)) return true
      throw error
    },
  )
}

export async function openWorld(choice: WorldChoice): Promise<World> {
  const {api, helm, world: worldOptions, signedIn = 'operator', packageFolder = builtVkctl(), ...timing} = choice
  const start = api === 'real' ? startReal : startEmulated
  const world = {...worldOptions, delays: {...delays, ...worldOptions?.delays}}
  const [cluster, decoy, directory] = await Promise.all([start({world, pollMs: 200, ...timing}), startDecoy(), privateDirectory()])
  const {azure, faults, node, access} = cluster
  const client = new ClusterClient(access, 'lifecycle-test')
  const [home, temporary, scripts] = [
    await directory.directory('home'),
    await directory.directory('tmp'),
    await directory.directory('tools'),
  ]
  const watched = await watchTools(tools[helm], scripts)
  const adminKubeconfig = await directory.write('admin-kubeconfig', cluster.kubeconfig)
  const decoyFile = await directory.write('decoy-kubeconfig', decoy.kubeconfig)
  const secrets = azure.state.principals.flatMap(({secrets: own = []}) => own)
  const env = {
    ...(await sandboxEnvironment({azure, directory, ca: cluster.azureCa, kubeconfig: undefined, controlUrl: '', signedIn})),
    // Where no helm and no kubectl are.
    PATH: '/usr/bin:/bin',
    HOME: home,
    TMPDIR: temporary,
    ...compileCache,
    VKCTL_HELM: watched.helm,
    VKCTL_KUBECTL: watched.kubectl,
    KUBECONFIG: decoyFile,
  }

  const close = async (): Promise<void> => {
    client.close()
    await watched.close()
    await cluster.close()
    await decoy.close()
    await directory.remove()
  }
  const administrator = openAdministrator({kubeconfig: adminKubeconfig, kubectl: tools['4.2.3'].kubectl, helm: tools[helm].helm, home})
  let running = 0
  let runs = 0

  const startRun: World['start'] = (
    args,
    {input, env: more, secrets: furtherSecrets = [], onStderr, packageFolder: folder = packageFolder} = {},
  ) => {
    watched.takeCalls()
    let wasKilled = false
    running++
    runs++
    const log = join(home, `${runs}.log`)
    const started = startVkctl(folder, words(args), {env: {...env, VKCTL_LOG_FILE: log, ...more}, cwd: home, input, onStderr})
    return {
      kill(signal, whom) {
        wasKilled ||= signal === 'SIGKILL'
        started.kill(signal, whom)
      },
      done: started.done.then(finished => {
        running--
        checkRun(finished, {
          home,
          temporary,
          secrets: [...secrets, ...furtherSecrets],
          calls: watched.takeCalls(),
          mayLeaveFiles: wasKilled || running > 0,
        })
        checkLog(log, finished, wasKilled)
        assert.equal(decoy.connections(), 0, 'The cluster of the current context was asked.')
        assert.equal(readFileSync(decoyFile, 'utf8'), decoy.kubeconfig)
        return finished
      }),
    }
  }
  await untilFurnished(client).catch(async (error: unknown) => {
    await close()
    throw error
  })
  return {
    choice,
    env,
    azure,
    faults,
    node,
    controlPlane: cluster.controlPlane,
    tools: watched,
    file(name, content) {
      const path = join(home, '..', 'files', name)
      mkdirSync(join(path, '..'), {recursive: true})
      writeFileSync(path, content)
      return path
    },
    start: startRun,
    async vkctl(args, {exits = 0, ...options} = {}) {
      const saved = options.packageFolder === undefined ? saving(words(args), home) : undefined
      const ended = await startRun(saved?.args ?? args, options).done
      assert(
        ended.exitCode === exits,
        `vkctl ${ended.args.join(' ')} ended with ${ended.exitCode}, not ${exits}:\n${ended.stdout}${ended.stderr}`,
      )
      if (saved !== undefined) await checkReplay(ended, saved.file)
      return ended
    },
    ...administrator,
    get: path => client.get(path),
    create: (path, object) => client.create(path, object),
    snapshot: () => takeSnapshot(client, azure.state),
    whereIs: async secret => whereInCluster(await allObjects(client), secret),
    adminKubeconfig,
    close,
  }
}
