import type {Pod} from '../../client/pod-objects.ts'
import {quantityValue} from '../../quantity.ts'
import type {Filter} from './cluster-state.ts'
import {podRequests, sum} from './pod-requests.ts'

interface HostPort {
  readonly ip: string
  readonly protocol: string
  readonly port: number
}

const everywhere = '0.0.0.0'

const hostPorts = ({spec}: Pod): readonly HostPort[] =>
  [...spec.containers, ...(spec.initContainers ?? []).filter(({restartPolicy}) => restartPolicy === 'Always')]
    .flatMap(({ports = []}) => ports)
    .flatMap(({hostPort = 0, hostIP, protocol = 'TCP'}) => (hostPort === 0 ? [] : [{ip: hostIP || everywhere, protocol, port: hostPort}]))

const collide = (left: HostPort, right: HostPort): boolean =>
  left.port === right.port &&
  left.protocol === right.protocol &&
  (left.ip === right.ip || left.ip === everywhere || right.ip === everywhere)

const freePorts: Filter = pod => {
  const wanted = hostPorts(pod)
  return ({pods}) => {
    const used = wanted.length === 0 ? [] : pods.flatMap(hostPorts)
    return wanted.some(port => used.some(other => collide(port, other)))
      ? {reasons: ["node(s) didn't have free ports for the requested pod ports"], preemptable: true}
      : undefined
  }
}

/** Rounding errors of binary fractions do not count. */
const exceeds = (amount: number, limit: number): boolean => amount - limit > 1e-9 * Math.max(1, limit)

const enoughResources: Filter = pod => {
  const wanted = Object.entries(podRequests(pod)).filter(([, amount]) => amount > 0)
  return ({node, pods}) => {
    const {pods: most = '0', ...allocatable} = node.status?.allocatable ?? {}
    const used = pods.map(podRequests).reduce(sum, {})
    const limit = (name: string): number => quantityValue(allocatable[name] ?? '0')
    const short = wanted.filter(([name, amount]) => exceeds(amount + (used[name] ?? 0), limit(name)))
    const reasons = [...(pods.length + 1 > quantityValue(most) ? ['Too many pods'] : []), ...short.map(([name]) => `Insufficient ${name}`)]
    if (reasons.length === 0) return undefined
    // Without any pod on it, the node would still be too small.
    return {reasons, preemptable: !short.some(([name, amount]) => exceeds(amount, limit(name)))}
  }
}

/** The filters that compare what a pod needs with what is left on a node. */
export const resourceFilters: readonly Filter[] = [freePorts, enoughResources]
