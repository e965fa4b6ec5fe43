import type {NodeObject} from '../../kubernetes/objects.ts'

/** Whether the node's own condition, which Kubernetes sets to Unknown when the lease runs out, says Ready. */
export function isNodeReady({status}: NodeObject): boolean {
  return status?.conditions?.some(({type, status: value}) => type === 'Ready' && value === 'True') ?? false
}
