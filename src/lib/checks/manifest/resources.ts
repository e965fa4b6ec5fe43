import type {Container, PodSpec} from './pod-spec.ts'
import {amountOf} from './quantity.ts'

/** Less is surely no amount of memory that somebody wants, but a wrong unit. */
export const leastBytes = 1e6

export interface Size {
  /** Cores. */
  readonly cpu: number
  /** In units of 10⁹ bytes, as in ACI. */
  readonly memoryGb: number
}

/** Whether a resource is a GPU, such as `nvidia.com/gpu`. */
export function isGpu(resource: string): boolean {
  return resource.endsWith('/gpu')
}

/** What the provider requests for a container without requests (azure-aci v1.6.4, pkg/provider/aci.go). */
const byDefault: Size = {cpu: 1, memoryGb: 1.5}

/** The requests of a container as Kubernetes stores them: a limit is also the request if there is none. */
export function requestsOf({resources: {requests = {}, limits = {}} = {}}: Container): Readonly<Record<string, string | undefined>> {
  return {...limits, ...requests}
}

/** What the provider requests from ACI for a container: CPUs in steps of 0.01 and memory in steps of 0.1 GB, rounded down, and at least one step. */
export function requestOf(container: Container): Size {
  const {cpu, memory} = requestsOf(container)
  return {
    cpu: cpu === undefined ? byDefault.cpu : Math.max(Math.floor(milliOf(cpu) / 10) / 100, 0.01),
    memoryGb: memory === undefined ? byDefault.memoryGb : Math.max(tenths(memory), 0.1),
  }
}

/** The limits that the provider sets for a container. CPUs are not rounded, and memory can become 0. A missing limit is the same as the request. */
export function limitOf(container: Container): Size {
  const {cpu, memory} = container.resources?.limits ?? {}
  const request = requestOf(container)
  return {cpu: cpu === undefined ? request.cpu : milliOf(cpu) / 1000, memoryGb: memory === undefined ? request.memoryGb : tenths(memory)}
}

/** What the provider requests from ACI for all containers of a pod, without init containers. */
export function totalRequest({containers = []}: PodSpec): Size {
  const sizes = containers.map(requestOf)
  return {
    cpu: rounded(sizes.reduce((sum, {cpu}) => sum + cpu, 0)),
    memoryGb: rounded(sizes.reduce((sum, {memoryGb}) => sum + memoryGb, 0)),
  }
}

/** Kubernetes rounds up to whole thousandths. */
function milliOf(cpu: string): number {
  return Math.ceil(rounded(amountOf(cpu) * 1000))
}

function tenths(memory: string): number {
  return Math.floor(Math.ceil(rounded(amountOf(memory))) / 1e8) / 10
}

/** Sums and products of fractions such as 0.1 + 0.2 are not exact. */
function rounded(amount: number): number {
  return Math.round(amount * 1000) / 1000
}
