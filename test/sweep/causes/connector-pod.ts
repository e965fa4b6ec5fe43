import {namespace, type CauseSite} from './site.ts'

interface State {
  readonly running?: {readonly startedAt?: string}
  readonly waiting?: {readonly reason?: string}
}

export interface ConnectorPod {
  readonly metadata: {readonly name: string; readonly uid: string; readonly deletionTimestamp?: string}
  readonly status?: {
    readonly phase?: string
    readonly reason?: string
    readonly conditions?: readonly {readonly type: string; readonly status: string}[]
    readonly containerStatuses?: readonly {readonly restartCount: number; readonly started?: boolean; readonly state?: State}[]
  }
}

interface List<Item> {
  readonly items: readonly Item[]
}

const pods = `/api/v1/namespaces/${namespace}/pods`

export async function connectorPods({world}: CauseSite): Promise<readonly ConnectorPod[]> {
  return ((await world.get(pods)) as List<ConnectorPod>).items.filter(({metadata}) => metadata.deletionTimestamp === undefined)
}

export function isReady({status}: ConnectorPod): boolean {
  return status?.conditions?.some(({type, status: value}) => type === 'Ready' && value === 'True') === true
}

const isStarting = (reason: string | undefined): boolean => reason === 'ContainerCreating' || reason === 'PodInitializing'

/** Whether the pod is ready, or shows why it is not: in its status, in an event or in its log. */
async function showsHowItIs({world}: CauseSite, pod: ConnectorPod): Promise<boolean> {
  const {name, uid} = pod.metadata
  const {conditions = [], containerStatuses = []} = pod.status ?? {}
  if (isReady(pod) || conditions.some(({type, status}) => type === 'PodScheduled' && status === 'False')) return true
  if (containerStatuses.some(({restartCount, state}) => restartCount > 0 || (state?.waiting && !isStarting(state.waiting.reason))))
    return true
  if (containerStatuses.some(({state}) => state?.running !== undefined)) {
    const log = await world.tryKubectl(`logs ${name} -n ${namespace}`)
    return /forbidden|level=(error|fatal)/i.test(log.stdout)
  }
  const {items} = (await world.get(`/api/v1/namespaces/${namespace}/events`)) as List<{
    readonly type: string
    readonly involvedObject: {readonly uid?: string}
  }>
  return items.some(({type, involvedObject}) => type === 'Warning' && involvedObject.uid === uid)
}

/** Waits until the newest pod of the connector, if it is none of these, shows how it is; or until Kubernetes refuses to create one. */
export async function untilNewPod(site: CauseSite, before: readonly ConnectorPod[]): Promise<void> {
  const {world, release, until} = site
  const old = new Set(before.map(({metadata}) => metadata.uid))
  await until('the new pod of the connector', async () => {
    const pod = (await connectorPods(site)).find(({metadata}) => !old.has(metadata.uid))
    if (pod !== undefined) return showsHowItIs(site, pod)
    const {status} = (await world.get(`/apis/apps/v1/namespaces/${namespace}/deployments/${release}`)) as ConnectorPod
    return status?.conditions?.some(({type, status: value}) => type === 'ReplicaFailure' && value === 'True') === true
  })
}

/** Deletes the pod of the connector, as a drain of its node does, and waits for the next one. */
export async function replacePod(site: CauseSite): Promise<void> {
  const before = await connectorPods(site)
  await site.world.kubectl(`delete pods --all -n ${namespace} --wait=false`)
  await untilNewPod(site, before)
}

/** Changes the Deployment as a merge patch, and waits for the pod that follows from it. */
export async function changeDeployment(site: CauseSite, patch: object): Promise<void> {
  const before = await connectorPods(site)
  await site.world.kubectl(['patch', 'deployment', site.release, '-n', namespace, '--type', 'strategic', '-p', JSON.stringify(patch)])
  await untilNewPod(site, before)
}
