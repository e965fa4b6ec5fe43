import {isDeepStrictEqual} from 'node:util'
import {linuxNode, linuxRelease} from '../../lifecycle/world/connector-result.ts'
import type {ClusterObject, Snapshot} from '../../lifecycle/world/snapshot.ts'
import {openWorld, type World, type WorldChoice} from '../../lifecycle/world/world.ts'
import type {VkctlRun} from '../../lifecycle/world/vkctl-process.ts'
import {openInProcess} from './in-process.ts'
import type {RecordSecret} from './points.ts'
import {earlierGroup, settleStrangers, worldWithStrangers, type Strangers} from './strangers.ts'

const namespace = 'virtual-kubelet'
const recordName = `${linuxRelease}-record`
const recordPath = `/api/v1/namespaces/${namespace}/secrets/${recordName}`

/** A world with strangers and a connector that was in another place before. */
export interface RecordSite {
  readonly world: World
  readonly strangers: Strangers
  /** Without the connector. */
  readonly empty: Snapshot
  readonly record: RecordSecret
  /** Runs vkctl. */
  readonly run: (line: string) => Promise<VkctlRun>
  /** Brings the connector back as it was installed. */
  readonly restore: () => Promise<void>
  /** Brings back only the record, and its namespace. */
  readonly restoreRecord: () => Promise<void>
  /** Puts a forgery in the place of the record. */
  readonly plant: (forged: RecordSecret) => Promise<void>
  /** Takes the forgery away, wherever it is. */
  readonly uproot: (forged: RecordSecret) => Promise<void>
}

/** Opens a world, and gives it strangers and the connector. */
export async function openRecordSite(choice: Omit<WorldChoice, 'world'>): Promise<RecordSite> {
  const world = await openWorld({...choice, world: worldWithStrangers})
  try {
    return await furnish(world)
  } catch (error) {
    await world.close()
    throw error
  }
}

async function furnish(world: World): Promise<RecordSite> {
  const {azure, vkctl, kubectl, snapshot, get} = world
  const strangers = await settleStrangers(world)
  const empty = await snapshot()
  const subnet = '--vnet-name aks-vnet --subnet-name aci-subnet'
  await vkctl(`install-connector --aci-resource-group ${earlierGroup} --assign-role`)
  // Without a wait, the record keeps the earlier place, and the role is still there.
  await vkctl(
    `install-connector --aci-resource-group ${azure.state.clusters[0]?.nodeResourceGroup} ${subnet} --assign-role --yes --no-wait`,
  )
  await untilReady(world)
  const installed = await snapshot()
  const own: readonly string[] = Object.keys(installed)
    .filter(name => !isDeepStrictEqual(installed[name], empty[name]))
    .toSorted((a, b) => Number(b.startsWith('Namespace ')) - Number(a.startsWith('Namespace ')))
  const objects: readonly Partial<ClusterObject>[] = own.flatMap((name): readonly Partial<ClusterObject>[] => {
    const made = madeAgain(installed[name] as ClusterObject)
    return made === undefined ? [] : [made]
  })
  const assignments = [...azure.state.roleAssignments]
  const record = JSON.parse(JSON.stringify(await get(recordPath))) as RecordSecret
  const {apiVersion, kind, type, data, metadata} = record
  return {
    world,
    strangers,
    empty,
    record: {apiVersion, kind, type, data, metadata: {name: metadata.name, namespace, labels: metadata.labels}},
    run: openInProcess(world),
    async restoreRecord() {
      const alone = objects.filter(object => isOneOf(object, [`Namespace ${namespace}`, `Secret ${recordName}`]))
      await kubectl('apply --server-side --force-conflicts -f -', textOf(alone))
    },
    async restore() {
      // As Helm, because a later helm upgrade removes only what Helm alone has applied.
      await kubectl('apply --server-side --force-conflicts --field-manager=helm -f -', textOf(objects))
      azure.state.roleAssignments.splice(0, Infinity, ...assignments)
      await untilReady(world)
    },
    async plant(forged) {
      await kubectl(`delete secret ${recordName} -n ${namespace} --ignore-not-found`)
      await world.tryKubectl('create -f -', JSON.stringify(forged))
    },
    async uproot({metadata: {name, namespace: place}}) {
      await kubectl(`delete secret ${name} -n ${place} --ignore-not-found`)
    },
  }
}

const textOf = (objects: readonly object[]): string => `${objects.map(object => JSON.stringify(object)).join('\n---\n')}\n`

const isOneOf = (object: Partial<ClusterObject>, names: readonly string[]): boolean =>
  names.includes(`${object.kind} ${object.metadata?.name}`)

const byItself = new Set(['Node', 'Pod', 'ReplicaSet', 'Lease'])

/** An object of the connector as it can be made again; undefined for what the cluster makes by itself, and for what is no object. */
function madeAgain(object: Partial<ClusterObject> | undefined): Partial<ClusterObject> | undefined {
  const {kind, metadata} = object ?? {}
  if (kind === undefined || metadata === undefined || byItself.has(kind) || /^(default|kube-root-ca\.crt)$/.test(metadata.name))
    return undefined
  const {uid: _uid, creationTimestamp: _time, generation: _generation, ownerReferences: _owners, ...rest} = metadata
  return {...object, metadata: rest}
}

async function untilReady({get}: World): Promise<void> {
  const isReady = async (): Promise<boolean> => {
    const node = (await get(`/api/v1/nodes/${linuxNode}`).catch(() => undefined)) as
      {readonly status?: {readonly conditions?: readonly {readonly type: string; readonly status: string}[]}} | undefined
    return node?.status?.conditions?.some(({type, status}) => type === 'Ready' && status === 'True') === true
  }
  const deadline = Date.now() + 60_000
  while (!(await isReady())) if (Date.now() > deadline) throw new Error('The connector did not come back.')
}
