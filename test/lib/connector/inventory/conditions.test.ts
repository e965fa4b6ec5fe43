import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import type {ConnectorFacts} from '../../../../src/lib/checks/facts/connector-values.ts'
import {conditionsOf} from '../../../../src/lib/connector/inventory/conditions.ts'
import {deployment, lease, node, nodeName, now, pod} from '../../checks/objects.ts'
import {factsOf, well} from '../../checks/well.ts'

const {helm, deployments, pods, node: itsNode, lease: itsLease, missingReferences, rivals} = factsOf(well)
const facts: ConnectorFacts = {helm, deployments, pods, node: itsNode, lease: itsLease, missingReferences, rivals}
const taints = node().spec?.taints ?? []

function faults(changes: Partial<ConnectorFacts>): readonly string[] {
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

  it.each<[string, Partial<ConnectorFacts>, string]>([
    ['no release', {helm: known(undefined)}, 'ReleaseDeployed False ReleaseNotFound: There is no Helm release.'],
    [
      'a pending release',
      {helm: known({...(well.helm as NonNullable<typeof well.helm>), status: 'pending-upgrade'})},
      'ReleaseDeployed False PendingUpgrade: The Helm release is pending-upgrade.',
    ],
    ['a Secret is gone', {missingReferences: known(['Secret vk/a'])}, 'ReferencesExist False NotFound: Secret vk/a does not exist.'],
    ['no pod', {pods: known([])}, 'WorkloadAvailable False NotAvailable: Its pod is being created.'],
    [
      'being rolled out',
      {deployments: known([deployment({observedGeneration: 1})])},
      'WorkloadAvailable False NotAvailable: Its Deployment is being rolled out.',
    ],
    [
      'scaled to 0',
      {deployments: known([{...deployment(), spec: {replicas: 0}}])},
      'WorkloadAvailable False NotAvailable: Its Deployment is scaled to 0.',
    ],
    [
      'a pod that is not ready',
      {pods: known([pod({ready: false})])},
      'WorkloadAvailable False NotAvailable: Pod connector-1: its readiness probe does not pass yet.',
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

  it('are all that depend on the node when it is gone', () => {
    expect(faults({node: known(undefined)}).map(text => text.split(':')[0])).toEqual([
      'NodeRegistered False NodeNotFound',
      'NodeReady False NodeNotFound',
      'NodeSchedulable False NodeNotFound',
    ])
  })
})
