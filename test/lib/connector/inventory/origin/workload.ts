import type {DeploymentObject, Metadata} from '../../../../../src/lib/kubernetes/objects.ts'

type Container = NonNullable<NonNullable<NonNullable<NonNullable<DeploymentObject['spec']>['template']>['spec']>['containers']>[number]

/** A workload with one container. */
export function workload(container: Container, metadata: Partial<Metadata> = {}, kind = 'Deployment'): DeploymentObject {
  return {kind, metadata: {name: 'd', namespace: 'n', ...metadata}, spec: {template: {spec: {containers: [container]}}}}
}
