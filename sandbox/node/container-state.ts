import {randomBytes} from 'node:crypto'
import type {Container, ContainerStatus} from '../client/pod-objects.ts'
import {ContainerLog} from './container-log.ts'
import type {RunningProgram} from './program.ts'

/** The state of one container of a pod. */
export interface ContainerRecord {
  readonly container: Container
  status: ContainerStatus
  log: ContainerLog
  previousLog?: ContainerLog
  program?: RunningProgram
}

/** The time as Kubernetes writes it, to the second. */
export const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z')

export const newContainerId = (): string => `containerd://${randomBytes(32).toString('hex')}`

export function newRecord(container: Container, waiting: 'ContainerCreating' | 'PodInitializing'): ContainerRecord {
  return {
    container,
    log: new ContainerLog(),
    status: {
      name: container.name,
      state: {waiting: {reason: waiting}},
      lastState: {},
      ready: false,
      restartCount: 0,
      image: container.image,
      imageID: '',
      started: false,
    },
  }
}
