import type {ContainerGroupInstance} from '../../../../src/lib/azure/azure.ts'
import type {ContainerEvent} from '../../../../src/lib/azure/resources/container-instance.ts'
import {known} from '../../../../src/lib/checks/engine/fact.ts'
import type {Finding} from '../../../../src/lib/checks/engine/finding.ts'
import type {PodEvent, PodHistory} from '../../../../src/lib/connector/inspection/pod-history.ts'
import type {PodObject} from '../../../../src/lib/kubernetes/objects.ts'

/** A moment of the day on which everything happens. */
export const at = (time: string): string => `2026-11-29T${time}Z`

export const pod = (status: PodObject['status'], nodeName: string | null = 'vn'): PodObject => ({
  metadata: {
    name: 'web-1',
    namespace: 'shop',
    uid: 'u1',
    creationTimestamp: at('00:58:00'),
    ownerReferences: [{kind: 'ReplicaSet', name: 'web', uid: 'r'}],
  },
  spec: {...(nodeName !== null && {nodeName}), containers: [{name: 'web', image: 'nginx'}]},
  ...(status !== undefined && {status}),
})

export const running: PodObject['status'] = {
  phase: 'Running',
  conditions: [{type: 'Ready', status: 'True', lastTransitionTime: at('00:58:30')}],
  containerStatuses: [{name: 'web', ready: true, restartCount: 0, state: {running: {startedAt: at('00:58:29')}}}],
}

export const history = (more: Partial<PodHistory> = {}): PodHistory => ({
  readAt: new Date(at('01:00:00')),
  pod: pod(running),
  isForVirtualNodes: true,
  events: known([]),
  log: known([]),
  containerGroup: known(undefined),
  roles: known([]),
  ...more,
})

export const podEvent = (time: string, reason: string, message: string, more: Partial<PodEvent> = {}): PodEvent => ({
  time: at(time),
  lastTime: at(time),
  count: 1,
  type: 'Normal',
  reason,
  message,
  component: 'vn/pod-controller',
  ...more,
})

export const aciEvent = (time: string, name: string, message: string, more: Partial<ContainerEvent> = {}): ContainerEvent => ({
  name,
  type: 'Normal',
  message,
  count: 1,
  container: 'web',
  firstTime: at(time),
  lastTime: at(time),
  ...more,
})

export const group = (...events: readonly ContainerEvent[]): ContainerGroupInstance => ({
  id: '/g',
  name: 'shop-web-1',
  tags: {UID: 'u1'},
  provisioningState: 'Succeeded',
  osType: 'Linux',
  ip: undefined,
  isPublic: false,
  ports: [],
  cores: 1,
  memoryGb: 1.5,
  state: 'Running',
  events,
  containers: [],
})

/** An error of the provider, with the answer of Azure to a request for the container group. */
export const answer = (status: number, code: string, message: string, method = 'PUT'): string =>
  [
    `${method} https://management.azure.com/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerInstance/containerGroups/shop-web-1`,
    '-'.repeat(80),
    `RESPONSE ${status}: ${status} Refused`,
    `ERROR CODE: ${code}`,
    '-'.repeat(80),
    JSON.stringify({error: {code, message}}, undefined, 2),
    '-'.repeat(80),
    '',
  ].join('\n')

export const finding = (id: string, more: Partial<Finding> = {}): Finding => ({
  id,
  category: 'pods',
  verdict: 'problem',
  title: id,
  message: `${id} fails.`,
  remedy: `mend ${id}`,
  target: 'vk-linux-eastus',
  docs: `docs/checks.md#${id}`,
  ...more,
})
