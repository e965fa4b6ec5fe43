import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import {conditionsOf, type ConditionFacts} from '../../../../src/lib/connector/inventory/conditions.ts'
import {deployment, lease, node, nodeName, now, pod} from '../../checks/objects.ts'
import {factsOf, well} from '../../checks/well.ts'

const {helm, deployments, pods, node: itsNode, lease: itsLease, missingReferences} = factsOf(well)
const facts: ConditionFacts = {helm, deployments, pods, node: itsNode, lease: itsLease, missingReferences}
const taints = node().spec?.taints ?? []

function faults(changes: Partial<ConditionFacts>): readonly string[] {
  return conditionsOf(
    {nodeName, osType: 'Linux', origin: 'vkctl', managedBy: undefined, workload: undefined},
    {...facts, ...changes},
    now,
  ).flatMap(({type, status, reason, message}) => (status === 'True' ? [] : [`${type} ${status} ${reason}: ${message}`]))
}

describe('the conditions of a connector', () => {
  it('are all True if it is well', () => {
    expect(faults({})).toEqual([])
  })

  it.each<[string, Partial<ConditionFacts>, string]>([
    ['no release', {helm: known(undefined)}, 'ReleaseDeployed False ReleaseNotFound: There is no Helm release.'],
    [
      'a pending release',
      {helm: known({...(well.helm as NonNullable<typeof well.helm>), status: 'pending-upgrade'})},
      'ReleaseDeployed False PendingUpgrade: The Helm release is pending-upgrade.',
    ],
    ['a Secret is gone', {missingReferences: known(['Secret vk/a'])}, 'ReferencesExist False NotFound: Secret vk/a does not exist.'],
    ['no Deployment', {deployments: known([])}, 'WorkloadAvailable False DeploymentNotFound: There is no Deployment.'],
    ['no pod', {pods: known([])}, 'WorkloadAvailable False PodNotFound: Its pod is being created.'],
    ['the pod that ends only', {pods: known([pod({deleting: true})])}, 'WorkloadAvailable False PodNotFound: Its pod is being created.'],
    [
      'an evicted pod only',
      {pods: known([pod({phase: 'Failed', ready: false})])},
      'WorkloadAvailable False PodNotFound: Its pod is being created.',
    ],
    [
      'being rolled out',
      {deployments: known([deployment({observedGeneration: 1})])},
      'WorkloadAvailable False RollingOut: Its Deployment is being rolled out.',
    ],
    [
      'a change that no controller has seen',
      {deployments: known([deployment({observedGeneration: 0, updatedReplicas: 1})])},
      'WorkloadAvailable False RollingOut: Its Deployment is being rolled out.',
    ],
    [
      'a refused pod',
      {
        deployments: known([
          deployment({
            observedGeneration: 1,
            conditions: [{type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'no'}],
          }),
        ]),
      },
      'WorkloadAvailable False FailedCreate: Kubernetes refuses its pod: no.',
    ],
    [
      'scaled to 0',
      {deployments: known([{...deployment(), spec: {replicas: 0}}])},
      'WorkloadAvailable False ScaledToZero: Its Deployment is scaled to 0.',
    ],
    [
      'a pod that is not ready',
      {pods: known([pod({ready: false})])},
      'WorkloadAvailable False PodNotReady: Pod connector-1: its readiness probe does not pass yet.',
    ],
    [
      'a pod without a node',
      {
        pods: known([
          pod({
            status: {phase: 'Pending', conditions: [{type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: 'full.'}]},
          }),
        ]),
      },
      'WorkloadAvailable False Unschedulable: Pod connector-1: Unschedulable: full.',
    ],
    ['an older pod too', {pods: known([pod(), pod({name: 'old'})])}, 'WorkloadAvailable False OlderPod: An older pod has not ended.'],
    [
      'an older pod that only the Deployment counts',
      {deployments: known([deployment({observedGeneration: 1, updatedReplicas: 1, replicas: 2})])},
      'WorkloadAvailable False OlderPod: An older pod has not ended.',
    ],
    [
      'a lease that the pod before this one renewed',
      {
        pods: known([pod({name: 'old', deleting: true, startedAt: '2026-11-23T09:00:00Z'}), pod({startedAt: '2026-11-23T11:59:58Z'})]),
      },
      `NodeReady False LeaseNotRenewed: The pod connector-1 has not renewed the lease of the node ${nodeName} yet.`,
    ],
    [
      'the node is being deleted',
      {node: known({...node(), metadata: {...node().metadata, deletionTimestamp: '2026-11-23T11:00:00Z', finalizers: ['f']}})},
      `NodeRegistered False NodeDeleted: Somebody deleted the node ${nodeName} at 2026-11-23T11:00:00Z. The finalizer f keeps it.`,
    ],
    [
      'a label is gone',
      {node: known(node({labels: {...node().metadata.labels, type: 'x'}}))},
      `NodeRegistered False LabelsMissing: The node ${nodeName} lacks type=virtual-kubelet.`,
    ],
    ['a node that is not Ready', {node: known(node({status: {}}))}, `NodeReady False NodeNotReady: The node ${nodeName} is not Ready.`],
    [
      'an old lease',
      {lease: known(lease('2026-11-23T11:59:00Z'))},
      `NodeReady False LeaseExpired: The node ${nodeName} last renewed its lease 60 s ago.`,
    ],
    ['no lease', {lease: known(undefined)}, `NodeReady False LeaseExpired: The node ${nodeName} has no lease.`],
    [
      'a cordon',
      {node: known(node({spec: {taints, unschedulable: true}}))},
      `NodeSchedulable False Cordoned: The node ${nodeName} is cordoned.`,
    ],
    [
      'no taint',
      {node: known(node({spec: {}}))},
      `NodeSchedulable False TaintMissing: The node ${nodeName} lacks the taint virtual-kubelet.io/provider. Other pods can be placed on it.`,
    ],
    [
      "somebody else's taint",
      {node: known(node({spec: {taints: [...taints, {key: 'a', effect: 'NoExecute'}]}}))},
      `NodeSchedulable False OtherTaint: The node ${nodeName} also has the taint a:NoExecute.`,
    ],
    ['pods that could not be read', {pods: unknown('no')}, 'WorkloadAvailable Unknown NotRead: no'],
  ])('%s', (_, changes, expected) => {
    expect(faults(changes)).toEqual([expected])
  })

  it('are True with a lease that was renewed in the second in which the pod started, and beside an evicted pod', () => {
    const both = known([pod({name: 'evicted', phase: 'Failed', ready: false}), pod({startedAt: '2026-11-23T11:59:55Z'})])
    expect(faults({pods: both})).toEqual([])
  })

  it('are all that depend on the node when it is gone', () => {
    expect(faults({node: known(undefined)}).map(text => text.split(':')[0])).toEqual([
      'NodeRegistered False NodeNotFound',
      'NodeReady False NodeNotFound',
      'NodeSchedulable False NodeNotFound',
    ])
  })
})
