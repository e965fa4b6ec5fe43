import {request} from 'node:https'
import {setTimeout as sleep} from 'node:timers/promises'
import {linuxNode, linuxRelease} from '../../lifecycle/connector-result.ts'
import type {World} from '../../lifecycle/world.ts'

/** What a connector does in its life, in this order. */
export const steps = ['registers', 'renews its lease', 'tells its state', 'tells events', 'runs a pod', 'gives logs', 'knows callers', 'deletes a pod'] as const
export type Step = (typeof steps)[number]

interface Node {
  readonly metadata: {readonly annotations?: Readonly<Record<string, string>>}
  readonly status: {
    readonly conditions: readonly {readonly type: string; readonly status: string}[]
    readonly addresses: readonly {readonly address: string}[]
    readonly daemonEndpoints: {readonly kubeletEndpoint: {readonly Port: number}}
  }
}

interface EventList {
  readonly items: readonly {readonly reason: string; readonly count: number; readonly source: {readonly component: string}; readonly involvedObject: {readonly name: string}}[]
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
    containers: [{
      name: 'sample',
      image: 'mcr.microsoft.com/azuredocs/aci-helloworld',
      resources: {requests: {cpu: '1', memory: '1Gi'}},
      env: [{name: 'GREETING', valueFrom: {configMapKeyRef: {name, key: 'greeting'}}}],
    }],
  },
})

function statusOf(url: string, token: string): Promise<number> {
  return new Promise((resolve, reject) => {
    // As the API server of AKS: it does not know who signed the certificate of a virtual node.
    const asked = request(url, {rejectUnauthorized: false, agent: false, headers: {authorization: `Bearer ${token}`}}, response => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.once('error', reject)
    asked.end()
  })
}

const patientMs = 30_000
const impatientMs = 4000

/**
 * Takes a connector that has just started for the first time through all its steps. Gives the first one that it does not get to, if any.
 * @param sample Name of the pod that runs on its node; another one each time.
 * @param doubted The step at which it is expected to fail: it is not waited for as long as for the others.
 */
export async function workingDay({get, kubectl, tryKubectl, azure, controlPlane}: World, sample: string, doubted?: Step): Promise<Step | undefined> {
  const renewals = new Set<string>()
  const node = (): Promise<Node> => get(`/api/v1/nodes/${linuxNode}`) as Promise<Node>
  const checks: Readonly<Record<Step, () => Promise<boolean>>> = {
    registers: async () => (await node()).status.conditions.some(({type, status}) => type === 'Ready' && status === 'True'),
    'renews its lease': async () => renewals.add(((await get(lease)) as {readonly spec: {readonly renewTime: string}}).spec.renewTime).size > 1,
    'tells its state': async () => (await node()).metadata.annotations?.['virtual-kubelet.io/last-applied-node-status'] !== undefined,
    'tells events': async () => {
      const {items} = (await get('/api/v1/namespaces/default/events')) as EventList
      return items.some(({source, involvedObject, count}) => source.component === `${linuxNode}/pod-controller` && involvedObject.name === sample && count > 1)
    },
    'runs a pod': async () => ((await get(`/api/v1/namespaces/default/pods/${sample}`)) as {readonly status: {readonly phase: string}}).status.phase === 'Running',
    'gives logs': async () => (await tryKubectl(`logs ${sample}`)).stdout !== '',
    'knows callers': async () => {
      const {addresses, daemonEndpoints} = (await node()).status
      return (await statusOf(`https://${addresses[0]?.address}:${daemonEndpoints.kubeletEndpoint.Port}/pods`, controlPlane?.adminToken ?? '')) === 200
    },
    'deletes a pod': async () => azure.state.containerGroups.size === 0 && (await tryKubectl(`get pod ${sample}`)).exitCode !== 0,
  }
  const before: Partial<Record<Step, () => Promise<unknown>>> = {
    'tells events': () => kubectl('apply -f -', JSON.stringify(pod(sample))),
    'runs a pod': () => kubectl(`create configmap ${sample} --from-literal=greeting=hello`),
    'deletes a pod': () => kubectl(`delete pod ${sample} --wait=false`),
  }
  try {
    for (const step of steps) {
      await before[step]?.()
      const deadline = Date.now() + (step === doubted ? impatientMs : patientMs)
      while (!(await checks[step]().catch(() => false))) {
        if (Date.now() > deadline) return step
        await sleep(100)
      }
    }
    return undefined
  } finally {
    await kubectl(`delete pod,configmap ${sample} --force --grace-period=0 --ignore-not-found`)
  }
}

/** A connector that has never been in this cluster; `meanwhile` is done while none runs. */
export async function startAnew({kubectl}: World, meanwhile: () => Promise<void>): Promise<void> {
  const deployment = `-n virtual-kubelet deployment/${linuxRelease}`
  await kubectl(`scale ${deployment} --replicas=0`)
  await kubectl(`wait --for=delete pod --all -n virtual-kubelet --timeout=30s`)
  await kubectl(`delete node ${linuxNode} --ignore-not-found`)
  await kubectl(`delete lease -n kube-node-lease ${linuxNode} --ignore-not-found`)
  await meanwhile()
  await kubectl(`scale ${deployment} --replicas=1`)
  await kubectl(`rollout status ${deployment} --timeout=30s`)
}
