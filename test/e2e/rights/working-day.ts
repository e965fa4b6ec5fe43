import {setTimeout as sleep} from 'node:timers/promises'
import {linuxNode, linuxRelease} from '../../lifecycle/world/connector-result.ts'
import type {World} from '../../lifecycle/world/world.ts'
import {isNotFound, type ClusterClient} from '../../../sandbox/client/cluster-client.ts'
import type {Lease} from '../../../sandbox/client/cluster-objects.ts'
import type {Pod} from '../../../sandbox/client/pod-objects.ts'

/** What a connector does in its life, in this order. */
export const steps = [
  'registers',
  'renews its lease',
  'tells its state',
  'tells events',
  'runs a pod',
  'gives logs',
  'deletes a pod',
] as const
export type Step = (typeof steps)[number]

interface Node {
  readonly metadata: {readonly annotations?: Readonly<Record<string, string>>}
  readonly status: {
    readonly conditions: readonly {readonly type: string; readonly status: string}[]
  }
}

interface EventList {
  readonly items: readonly {readonly reason: string; readonly count: number; readonly source: {readonly component: string}}[]
}

/** Where the connector is watched from. */
export interface Office extends Pick<World, 'azure' | 'tryKubectl'> {
  /** As the administrator. */
  readonly client: ClusterClient
}

const lease = `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${linuxNode}`

/** It waits for a ConfigMap, so that there is something to tell about it more than once. */
const pod = (name: string): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name, namespace: 'default'},
  spec: {
    nodeSelector: {type: 'virtual-kubelet', 'kubernetes.io/os': 'linux'},
    tolerations: [{key: 'virtual-kubelet.io/provider', operator: 'Exists'}],
    terminationGracePeriodSeconds: 1,
    automountServiceAccountToken: false,
    containers: [
      {
        name: 'sample',
        image: 'mcr.microsoft.com/azuredocs/aci-helloworld',
        resources: {requests: {cpu: '1', memory: '1Gi'}},
        env: [{name: 'GREETING', valueFrom: {configMapKeyRef: {name, key: 'greeting'}}}],
      },
    ],
  },
})

const patientMs = 30_000
const impatientMs = 4000

async function comesTrue(check: () => Promise<boolean>, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience
  while (!(await check().catch(() => false))) {
    if (Date.now() > deadline) return false
    await sleep(100)
  }
  return true
}

/**
 * Takes a connector that has just started for the first time through all its steps. Gives the first one that it does not get to, if any.
 * @param sample Name of the pod that runs on its node; another one each time.
 * @param doubted The step at which it is expected to fail: it is not waited for as long as for the others.
 */
export async function workingDay({client, azure, tryKubectl}: Office, sample: string, doubted?: Step): Promise<Step | undefined> {
  const renewals = new Set<string>()
  const node = (): Promise<Node> => client.get<Node>(`/api/v1/nodes/${linuxNode}`)
  const inDefault = '/api/v1/namespaces/default'
  const checks: Readonly<Record<Step, () => Promise<boolean>>> = {
    registers: async () => (await node()).status.conditions.some(({type, status}) => type === 'Ready' && status === 'True'),
    'renews its lease': async () => renewals.add((await client.get<Lease>(lease)).spec?.renewTime ?? '').size > 1,
    'tells its state': async () => (await node()).metadata.annotations?.['virtual-kubelet.io/last-applied-node-status'] !== undefined,
    'tells events': async () => {
      const {items} = await client.get<EventList>(`${inDefault}/events`, {fieldSelector: `involvedObject.name=${sample}`})
      return items.some(({source, count}) => source.component === `${linuxNode}/pod-controller` && count > 1)
    },
    'runs a pod': async () => (await client.get<Pod>(`${inDefault}/pods/${sample}`)).status?.phase === 'Running',
    'gives logs': async () => (await tryKubectl(`logs ${sample}`)).stdout !== '',
    'deletes a pod': async () => azure.state.containerGroups.size === 0 && (await isGone(client, `${inDefault}/pods/${sample}`)),
  }
  const before: Partial<Record<Step, () => Promise<unknown>>> = {
    'tells events': () => client.create(`${inDefault}/pods`, pod(sample)),
    'runs a pod': () => client.create<object>(`${inDefault}/configmaps`, {metadata: {name: sample}, data: {greeting: 'hello'}}),
    'deletes a pod': () => client.delete(`${inDefault}/pods/${sample}`),
  }
  let failed: Step | undefined
  for (const step of steps) {
    await before[step]?.()
    if (await comesTrue(checks[step], step === doubted ? impatientMs : patientMs)) continue
    failed = step
    break
  }
  await Promise.all(['pods', 'configmaps'].map(kind => remove(client, `${inDefault}/${kind}/${sample}`)))
  return failed
}

const isGone = (client: ClusterClient, path: string): Promise<boolean> => client.get(path).then(() => false, isNotFound)

/** At once, whatever holds it. */
async function remove(client: ClusterClient, path: string): Promise<void> {
  await client.delete(path, {gracePeriodSeconds: 0}).catch((error: unknown) => {
    if (!isNotFound(error)) throw error
  })
}

/** A connector that has never been in this cluster; `meanwhile` is done while none runs. */
export async function startAnew({client}: Office, meanwhile: () => Promise<void>): Promise<void> {
  const pods = async (): Promise<readonly Pod[]> =>
    (await client.get<{readonly items: readonly Pod[]}>('/api/v1/namespaces/virtual-kubelet/pods')).items
  const scale = async (replicas: number): Promise<void> => {
    await client.patch(`/apis/apps/v1/namespaces/virtual-kubelet/deployments/${linuxRelease}`, {spec: {replicas}})
    const isScaled = async (): Promise<boolean> => {
      const all = await pods()
      return (
        all.length === replicas &&
        all.every(({status}) => status?.conditions?.some(({type, status: is}) => type === 'Ready' && is === 'True'))
      )
    }
    if (!(await comesTrue(isScaled, patientMs))) throw new Error(`There are not ${replicas} pods of the connector, or they are not ready.`)
  }
  await scale(0)
  await remove(client, `/api/v1/nodes/${linuxNode}`)
  await remove(client, lease)
  await meanwhile()
  await scale(1)
}
