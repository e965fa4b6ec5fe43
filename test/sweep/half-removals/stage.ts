import {readFile} from 'node:fs/promises'
import {setTimeout as wait} from 'node:timers/promises'
import {getCACertificates, setDefaultCACertificates} from 'node:tls'
import type {World as AzureWorld} from '../../../sandbox/azure/world.ts'
import {ClusterClient} from '../../../sandbox/client/cluster-client.ts'
import {startSandbox} from '../../../sandbox/sandbox.ts'
import InstallConnector from '../../../src/commands/install-connector.ts'
import RemoveConnector from '../../../src/commands/remove-connector.ts'
import {openAzure} from '../../../src/lib/azure/open-azure.ts'
import {runner} from '../../../src/lib/process.ts'
import type {System} from '../../../src/system.ts'
import {takeSnapshot, type Snapshot} from '../../lifecycle/world/snapshot.ts'
import {runCommand, type CommandRun} from '../../run-command.ts'
import {tools} from '../../tools.ts'
import {samplePods} from '../sample-pod.ts'

/** A sandbox in this process that a connector and a pod on its node were put into once, and that can be brought back to that state. */
export interface Stage {
  /** A sandbox without the connector. */
  readonly empty: Snapshot
  /** With the connector. */
  readonly full: Snapshot
  readonly client: ClusterClient
  readonly azure: AzureWorld
  readonly snapshot: () => Promise<Snapshot>
  readonly restore: () => void
  readonly remove: (args?: readonly string[]) => Promise<CommandRun>
  readonly close: () => Promise<void>
}

/** vkctl's clock runs this much faster than it sleeps. */
const longestSleepMs = 25

/** `place`: the options of the install that say where the container groups go. */
export async function openStage(place: readonly string[]): Promise<Stage> {
  const sandbox = await startSandbox({
    pollMs: 100,
    world: {registered: ['Microsoft.ContainerInstance'], delays: {roleAssignmentMs: 0, containerStartMs: 20}},
  })
  const {azure, cluster} = sandbox
  setDefaultCACertificates([...getCACertificates('default'), await readFile(sandbox.env['NODE_EXTRA_CA_CERTS'] ?? '', 'utf8')])
  const {url, caCertificate, adminToken: token} = cluster.api
  const client = new ClusterClient({url, caCertificate, token}, 'sweep')
  const {helm, kubectl} = tools['4.2.3']
  const env = {PATH: process.env['PATH'], HOME: '/nowhere', ...sandbox.env, VKCTL_HELM: helm, VKCTL_KUBECTL: kubectl}
  const {signal} = new AbortController()
  let ahead = 0
  const system: Partial<System> = {
    env,
    signal,
    now: () => new Date(Date.now() + ahead),
    async sleep(ms) {
      await wait(Math.min(ms, longestSleepMs))
      ahead += Math.max(0, ms - longestSleepMs)
    },
    runner: () => runner(signal, () => {}, env),
    lastRunner: () => runner(signal, () => {}, env),
    azure: async ({subscription, version}, talk) =>
      openAzure({env, home: '/nowhere', cwd: '/nowhere', signal, subscription, talk, version}),
  }
  const run = async (Class: Parameters<typeof runCommand>[0], id: string, args: readonly string[], input = ''): Promise<CommandRun> => {
    ahead = 0
    return runCommand(Class, id, args, {...system, readInput: async () => input})
  }
  const snapshot = (): Promise<Snapshot> => takeSnapshot(client, azure.state)
  const empty = await snapshot()
  const {clientId, secrets: [secret = ''] = []} = azure.principal('connector-sp')
  const options = ['--service-principal', clientId, '--client-secret', '-', '--assign-role', ...place]
  const installed = await run(InstallConnector, 'install-connector', options, secret)
  if (installed.exitCode !== 0) throw new Error(`The install ended with ${installed.exitCode}:\n${installed.stderr}`)
  await samplePods({get: path => client.get(path), create: (path, object) => client.create(path, object)})
  const restore = [cluster.api.save(), saveAzure(azure.state)]
  return {
    empty,
    full: await snapshot(),
    client,
    azure: azure.state,
    snapshot,
    restore: () => {
      for (const one of restore) one()
    },
    remove: (args = ['--yes']) => run(RemoveConnector, 'remove-connector', args),
    close: async () => {
      client.close()
      await sandbox.close()
    },
  }
}

function saveAzure({resourceGroups, roleAssignments, containerGroups}: AzureWorld): () => void {
  const [groups, assignments, containers] = [[...resourceGroups], [...roleAssignments], [...containerGroups]]
  return () => {
    resourceGroups.splice(0, Infinity, ...groups)
    roleAssignments.splice(0, Infinity, ...assignments)
    containerGroups.clear()
    for (const [key, group] of containers) containerGroups.set(key, group)
  }
}
