import type {Fact} from '../../../checks/engine/fact.ts'
import {ofKind, type DeploymentObject, type KubeObject, type PodObject} from '../../../kubernetes/objects.ts'
import type {Reading} from '../../../kubernetes/read.ts'
import {objectsIn} from '../candidate.ts'
import {registeredNodes} from './virtual-kubelet.ts'

/** The workloads that run a connector, and the pods that run one without a workload. */
export function connectorWorkloads(workloads: Fact<Reading>): readonly DeploymentObject[] {
  const objects = objectsIn(workloads)
  return [
    ...ofKind(objects, 'Deployment'),
    ...ofKind(objects, 'StatefulSet'),
    ...ofKind(objects, 'DaemonSet'),
    ...ofKind(objects, 'Pod').map(asWorkload),
  ].filter(runsConnector)
}

/** Whether an object is a workload that registers virtual nodes. */
export function runsConnector(object: KubeObject): boolean {
  return registeredNodes(object).length > 0
}

/** The type of a pod lacks some fields that the template of a workload has. */
type PodSpec = NonNullable<NonNullable<NonNullable<DeploymentObject['spec']>['template']>['spec']>

/** A pod as a workload of which it is the template, because the program in it decides what it is. */
export function asWorkload({metadata, spec}: PodObject): DeploymentObject {
  return {kind: 'Pod', metadata, spec: {template: {spec: spec as PodSpec}}}
}
