import type {Cluster} from '../../../../src/lib/azure/azure.ts'
import {known} from '../../../../src/lib/checks/engine/fact.ts'
import type {Installed} from '../../../../src/lib/connector/inventory/installed.ts'
import type {ConnectorId} from '../../../../src/lib/connector/model/names.ts'
import type {AssignedConnector} from '../../../../src/lib/connector/removal/assigned-connectors.ts'
import type {RemovalTarget} from '../../../../src/lib/connector/removal/facts.ts'
import {assignmentsAt, ownAssignments} from '../../../../src/lib/connector/inventory/role-assignments.ts'
import type {Things} from '../../../../src/lib/connector/removal/things.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import type {PodObject} from '../../../../src/lib/kubernetes/objects.ts'
import {helmRelease, record} from '../install/wanted.ts'
import {talkTo} from '../../../talk.ts'

// A connector that is to be removed, and the host that removes it. Tests change what they are about.

export const nothing: Things = {things: [], hidden: []}
export const subscription = '/subscriptions/11111111-2222-3333-4444-555555555555'

/** ARM id that the role assignment of the connectors here has, if vkctl made it. */
export const [assigned = ''] = assignmentsAt(record()).map(({id}) => id)

export function groupId(resourceGroup: string, name: string): string {
  return `${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerInstance/containerGroups/${name}`
}

export function assignment(name: string): string {
  return `${subscription}/resourceGroups/g/providers/Microsoft.Authorization/roleAssignments/${name}`
}

export function pod(name: string, metadata: Partial<PodObject['metadata']> = {}): PodObject {
  return {apiVersion: 'v1', kind: 'Pod', metadata: {name, namespace: 'default', uid: `uid-of-${name}`, ...metadata}}
}

export function daemonPod(name: string): PodObject {
  return pod(name, {ownerReferences: [{kind: 'DaemonSet', name: 'agent', uid: 'x'}]})
}

/** A pod as the API server takes it; on a node, or with the arguments of a connector. */
export function podToCreate(name: string, namespace: string, {nodeName, args}: {nodeName?: string; args?: string[]}): PodObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, namespace},
    spec: {
      ...(nodeName !== undefined && {nodeName}),
      containers: [{name: 'main', image: 'example.com/main', ...(args !== undefined && {args})}],
    },
  }
}

/** The cluster of these connectors, whose nodes have the identity that they use. */
export const cluster = {
  id: record().clusterId,
  nodeResourceGroup: 'MC_g',
  kubeletIdentity: {clientId: 'client', objectId: 'object'},
} as Cluster

/** A connector of vkctl's that runs. */
export function connector(osType: ConnectorId['osType'] = 'Linux', changes: Partial<Installed> = {}): AssignedConnector {
  const own = record(osType)
  const {connectorName, location, release, namespace, nodeName} = own
  const one: Installed = {
    connectorName,
    osType,
    location,
    release,
    namespace,
    nodeName,
    origin: 'vkctl',
    managedBy: undefined,
    workload: undefined,
    record: own,
    recordFault: undefined,
    facts: {
      helm: known(helmRelease(own)),
      deployments: known([{kind: 'Deployment', metadata: {name: release, namespace}}]),
      pods: known([pod('connector', {namespace})]),
      node: known({kind: 'Node', metadata: {name: nodeName}}),
      lease: known(undefined),
      missingReferences: known([]),
      rivals: known([]),
    },
    ...changes,
  }
  return {...one, assignments: ownAssignments(one, {cluster}, own.subscriptionId)}
}

export function target(one: AssignedConnector = connector(), changes: Partial<RemovalTarget> = {}): RemovalTarget {
  const podUids = (changes.pods ?? []).flatMap(({metadata}) => metadata.uid ?? [])
  const namespace = {kind: 'Namespace', metadata: {name: one.namespace}}
  return {
    connector: one,
    namespace,
    aciResourceGroup: 'MC_g',
    pods: [],
    podUids,
    before: nothing,
    rivals: [],
    ownsNode: true,
    doubts: [],
    ...changes,
  }
}

/** A host with a clock that only `sleep` moves, and an Azure in which these role assignments are. */
export function hostAt(start: Date, {assignments = [], ...azure}: {assignments?: string[]} & Partial<Host['azure']> = {}) {
  const warnings: string[] = []
  const steps: string[] = []
  let now = start.getTime()
  const host = {
    signal: new AbortController().signal,
    now: () => new Date(now),
    sleep: async (ms: number) => void (now += ms),
    talk: talkTo({warning: text => void warnings.push(text), step: text => void steps.push(text)}),
    azure: {
      containerGroups: async () => [],
      roleAssignments: async () => assignments.map(id => ({id, principalId: 'object'})),
      roleAssignmentsAround: async () => [],
      deleteRoleAssignment: async (id: string) => assignments.splice(assignments.indexOf(id), 1).length > 0,
      ...azure,
    },
  } as unknown as Host
  return {host, warnings, steps}
}
