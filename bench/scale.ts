import {randomBytes} from 'node:crypto'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {ClusterClient} from '../sandbox/client/cluster-client.ts'
import {sandboxEnvironment} from '../sandbox/environment.ts'
import {privateDirectory} from '../sandbox/private-directory.ts'
import {startReal} from '../test/lifecycle/world/cluster-under-test.ts'
import {connectorCloner} from './clone-connector.ts'
import {measurePeak, type Peak} from './peak.ts'
import {median, run, toolEnvironment, vkctl} from './programs.ts'
import {times, type Row} from './report.ts'

const few = 10
const many = 100
const pods = 2000
const releases = 1000
const rounds = 5

/** `list` and `validate` of clones without pods; such connectors are not well, so `validate` ends with 4. */
const commands = [
  {name: 'vkctl list', args: ['list', '-o', 'none'], exitCode: 0},
  {name: 'vkctl validate', args: ['validate', '-o', 'none', '--only-show-errors'], exitCode: 4},
] as const

/**
 * How `list` and `validate` grow, on a real API server: with what others have in the cluster, and with the connectors. The ratios come out of one run.
 */
export async function measureScale(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  const directory = await privateDirectory()
  const cluster = await startReal({
    world: {
      registered: ['Microsoft.ContainerInstance'],
      roles: [{principal: 'kubelet', role: 'Azure Container Instances Contributor Role'}],
    },
  })
  const client = new ClusterClient(cluster.access, 'bench')
  try {
    const {azure, azureCa: ca, kubeconfig} = cluster
    const sandbox = await sandboxEnvironment({azure, directory, ca, kubeconfig, controlUrl: '', signedIn: 'operator'})
    const env = {...sandbox, ...toolEnvironment}
    await run(vkctl(['install-connector', '--connector-name', 'original', '-o', 'none']), {env})
    const clone = await connectorCloner(client, 'original')
    const cloneUpTo = async (from: number, to: number): Promise<void> => {
      for (let index = from; index < to; index++) await clone(`clone${index}`)
    }
    const measure = async (): Promise<readonly (readonly Peak[])[]> => {
      const all: Peak[][] = []
      for (const {args, exitCode} of commands) {
        const peaks: Peak[] = []
        for (let round = 0; round < rounds; round++) peaks.push(await measurePeak(folder, args, {env, exitCode}))
        all.push(peaks)
      }
      return all
    }
    await cloneUpTo(1, few)
    const alone = await measure()
    await addOthers(client)
    const among = await measure()
    await cloneUpTo(few, many)
    const most = await measure()
    return commands.flatMap(({name}, index) => rowsOf(name, alone[index] ?? [], among[index] ?? [], most[index] ?? []))
  } finally {
    client.close()
    await cluster.close()
    await directory.remove()
    await rm(folder, {recursive: true})
  }
}

function rowsOf(name: string, alone: readonly Peak[], among: readonly Peak[], most: readonly Peak[]): readonly Row[] {
  const time = (peaks: readonly Peak[]): number => median(peaks.map(({ms}) => ms))
  const memory = (peaks: readonly Peak[]): string => `${Math.round(Math.max(...peaks.map(({megabytes}) => megabytes)))} MB`
  return [
    {what: `${name}, ${few} connectors`, value: `${Math.round(time(alone))} ms, ${memory(alone)}`, goal: ''},
    {what: `  with ${pods} pods and ${releases} releases of others / without`, value: times(time(among) / time(alone)), goal: '1.5'},
    {what: `  memory`, value: memory(among), goal: '150 MB'},
    {what: `  with ${many} connectors / with ${few}`, value: times(time(most) / time(among)), goal: String(many / few)},
    {what: `  memory`, value: memory(most), goal: '150 MB'},
  ]
}

/** Pods that nobody runs, and releases of 60 KB that nothing can compress. */
async function addOthers(client: ClusterClient): Promise<void> {
  await client.create('/api/v1/nodes', {apiVersion: 'v1', kind: 'Node', metadata: {name: 'others'}})
  await inParallel(pods, index =>
    client.create('/api/v1/namespaces/default/pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {name: `other-${index}`, labels: {app: 'other'}},
      spec: {nodeName: 'others', tolerations: [{operator: 'Exists'}], containers: [{name: 'main', image: 'example.com/main'}]},
    }),
  )
  const release = Buffer.from(randomBytes(45_000).toString('base64')).toString('base64')
  await inParallel(releases, index =>
    client.create('/api/v1/namespaces/default/secrets', {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'helm.sh/release.v1',
      metadata: {
        name: `sh.helm.release.v1.other-${index}.v1`,
        labels: {owner: 'helm', name: `other-${index}`, status: 'deployed', version: '1', modifiedAt: '1790000000'},
      },
      data: {release},
    }),
  )
}

async function inParallel(count: number, create: (index: number) => Promise<unknown>): Promise<void> {
  const width = 8
  await Promise.all(
    Array.from({length: width}, async (_, first) => {
      for (let index = first; index < count; index += width) await create(index)
    }),
  )
}
