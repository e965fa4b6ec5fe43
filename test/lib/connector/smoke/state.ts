import type {ContainerGroupInstance} from '../../../../src/lib/azure/azure.ts'
import type {ContainerEvent} from '../../../../src/lib/azure/resources/container-instance.ts'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import type {SmokePhase} from '../../../../src/lib/checks/facts/smoke.ts'
import type {SmokeState} from '../../../../src/lib/connector/smoke/read-state.ts'
import {smokePod, type SmokePod} from '../../../../src/lib/connector/smoke/smoke-pod.ts'
import type {PodObject} from '../../../../src/lib/kubernetes/objects.ts'

export const target = {connectorName: 'c', osType: 'Linux', nodeName: 'n', aciResourceGroup: 'g'} as const

export function podThatReached(...phases: readonly SmokePhase[]): SmokePod {
  const pod = smokePod(target, 'default', 'p', 0)
  for (const phase of phases) pod.reached.set(phase, 1)
  return pod
}

export const object = (status: PodObject['status'] = {phase: 'Pending'}, nodeName?: string): PodObject => ({
  metadata: {name: 'p', namespace: 'default'},
  spec: {...(nodeName !== undefined && {nodeName})},
  status,
})

export const group = (more: Partial<ContainerGroupInstance> = {}): ContainerGroupInstance => ({
  id: '/g',
  name: 'default-p',
  tags: {},
  provisioningState: 'Pending',
  osType: 'Linux',
  ip: undefined,
  isPublic: true,
  ports: [80],
  cores: 1,
  memoryGb: 1.5,
  state: 'Pending',
  events: [],
  containers: [],
  ...more,
})

export const event = (name: string, count: number, message = ''): ContainerEvent => ({
  name,
  type: name === 'Failed' ? 'Warning' : 'Normal',
  message,
  count,
  container: 'p',
  firstTime: undefined,
  lastTime: undefined,
})

/** What is there of the pod p. */
export interface Seen {
  readonly pod?: PodObject | undefined
  readonly group?: ContainerGroupInstance | undefined
  readonly log?: {readonly line: string} | {readonly why: string}
}

export function stateOf({pod, group: one, log}: Seen): SmokeState {
  return {
    pods: known(new Map(pod === undefined ? [] : [['p', pod]])),
    containerGroups: known(new Map(one === undefined ? [] : [[one.name, one]])),
    instances: new Map(one === undefined ? [] : [[one.name, one]]),
    logs: new Map(log === undefined ? [] : [['p', log]]),
  }
}

/** Neither side can be read. */
export const away: SmokeState = {pods: unknown('no route'), containerGroups: unknown('no route'), instances: new Map(), logs: new Map()}
