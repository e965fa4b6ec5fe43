import type {Container, PodSpec} from './pod-spec.ts'
import {amountOf} from './quantity.ts'

export interface Size {
  /** Cores. */
  readonly cpu: number
  /** In units of 10⁹ bytes, as in ACI. */
  readonly memoryGb: number
}

/** What the provider requests for a container without requests (azure-aci v1.6.4, pkg/provider/aci.go). */
const byDefault: Size = {cpu: 1, memoryGb: 1.5}

/** What the provider requests from ACI for a container. Kubernetes uses a limit as the request if there is no request. */
export function requestOf({resources: {requests = {}, limits = {}} = {}}: Container): Size {
  return sizeOf({...limits, ...requests}, byDefault)
}

/** The limits of a container; a missing one is the same as the request. */
export function limitOf(container: Container): Size {
  return sizeOf(container.resources?.limits ?? {}, requestOf(container))
}

/** What the provider requests from ACI for all containers of a pod, without init containers. */
export function totalRequest({containers = []}: PodSpec): Size {
  const sizes = containers.map(requestOf)
  return {
    cpu: rounded(sizes.reduce((sum, {cpu}) => sum + cpu, 0)),
    memoryGb: rounded(sizes.reduce((sum, {memoryGb}) => sum + memoryGb, 0)),
  }
}

function sizeOf({cpu, memory}: Readonly<Record<string, string | undefined>>, otherwise: Size): Size {
  return {
    cpu: cpu === undefined ? otherwise.cpu : rounded(amountOf(cpu)),
    memoryGb: memory === undefined ? otherwise.memoryGb : tenths(amountOf(memory) / 1e9),
  }
}

/** The provider rounds down to 0.1 GB. */
function tenths(gigabytes: number): number {
  return Math.max(Math.floor(gigabytes * 10 + 1e-6) / 10, 0.1)
}

/** Sums of fractions such as 0.1 + 0.2 are not exact. */
function rounded(amount: number): number {
  return Math.round(amount * 1000) / 1000
}
