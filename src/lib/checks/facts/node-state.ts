import type {NodeObject} from '../../kubernetes/objects.ts'

/** Whether the condition Ready of the node is True. Kubernetes sets it to Unknown when the lease of the node expires. */
export function isNodeReady({status}: NodeObject): boolean {
  return status?.conditions?.some(({type, status: value}) => type === 'Ready' && value === 'True') ?? false
}
