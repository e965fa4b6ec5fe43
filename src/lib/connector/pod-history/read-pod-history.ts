import {nameOf, resourceGroupId, sameId} from '../../azure/resources/ids.ts'
import type {ContainerGroupInstance} from '../../azure/azure.ts'
import {factOf, known, mapFact, valueOf, type Fact} from '../../checks/engine/fact.ts'
import {selectsVirtualNode} from '../../checks/facts/placement/obstacles.ts'
import {podEvents} from '../../kubernetes/events.ts'
import type {PodObject} from '../../kubernetes/objects.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {readLogs} from '../facts/logs.ts'
import {once} from '../facts/once.ts'
import type {Inspected} from '../inspection/read-inspection.ts'
import {withoutSecrets} from '../inspection/without-secrets.ts'
import {aciResourceGroupOf} from '../inventory/aci-resource-group.ts'
import type {Installed} from '../inventory/installed.ts'
import type {Host} from '../session/host.ts'
import type {ReadingSession} from '../session/reading.ts'
import {linesAbout} from './log-lines.ts'
import type {PodEvent, PodHistory, RoleInForce} from '../inspection/pod-history.ts'
import {podEvent} from './pod-event.ts'
import {lastRefusal} from './refused-until.ts'
import {withStatesOfAci} from './states-of-aci.ts'

/** More than the provider writes about one pod in a day. */
const logExtent = {lines: 5000}

/** The connectors that could run the pods. */
type Connectors = Pick<Inspected, 'inspection' | 'connectors' | 'clientSecrets'>

/** Reads what pods of the same connector share, each thing once. */
interface SharedReaders {
  readonly logOf: (nodeName: string) => Promise<string>
  readonly rolesOf: (scope: string, principalId: string) => Promise<readonly RoleInForce[]>
}

/** Returns the function that reads what happened to a pod. What cannot be read is unknown. */
export function podHistories(host: Host, session: ReadingSession, inspected: Connectors): (pod: PodObject) => Promise<PodHistory> {
  const shared: SharedReaders = {
    logOf: once(nodeName => readLog(session, nodeName, inspected)),
    rolesOf: once((scope, principalId) => readRoles(host, scope, principalId)),
  }
  return pod => readPodHistory(host, session, pod, {...inspected, ...shared})
}

async function readPodHistory(
  host: Host,
  session: ReadingSession,
  pod: PodObject,
  {inspection, connectors, clientSecrets, logOf, rolesOf}: Connectors & SharedReaders,
): Promise<PodHistory> {
  const {nodeName} = pod.spec ?? {}
  const virtualNodes = valueOf(inspection.cluster.facts.virtualNodes) ?? []
  const isOnVirtualNode =
    connectors.some(connector => connector.nodeName === nodeName) || virtualNodes.some(({metadata}) => metadata.name === nodeName)
  const fact = <T>(reading: Promise<T>): Promise<Fact<T>> => factOf(reading, host.signal)
  const connector = connectors.find(one => one.nodeName === nodeName)
  const inspected = inspection.connectors.find(({subject}) => subject.nodeName === nodeName)
  const [events, wholeLog, containerGroup] = await Promise.all([
    fact(readEvents(session, pod)),
    fact(logOf(nodeName ?? '')),
    isOnVirtualNode ? fact(readGroup(host, session, connector, pod)) : known(undefined),
  ])
  const log = mapFact(wholeLog, text => linesAbout(text, pod))
  const told = {pod: withStatesOfAci(shown(pod), valueOf(containerGroup)), events, log}
  const principalId = valueOf(inspected?.facts.identity)?.objectId
  const refusal = lastRefusal(told)
  const history: PodHistory = {
    ...told,
    readAt: session.now(),
    isForVirtualNodes: isOnVirtualNode || selectsVirtualNode(pod),
    containerGroup,
    roles:
      inspected === undefined || principalId === undefined || refusal?.status !== 403
        ? known([])
        : await fact(rolesOf(resourceGroupId(host.azure.subscriptionId, inspected.subject.aciResourceGroup), principalId)),
  }
  return withoutSecrets(history, clientSecrets)
}

/** What the story needs of a pod: no environment, no annotations. */
function shown({apiVersion, kind, metadata, spec = {}, status}: PodObject): PodObject {
  const {name, namespace, uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, ownerReferences} = metadata
  const {nodeName} = spec
  return {
    ...(apiVersion !== undefined && {apiVersion}),
    ...(kind !== undefined && {kind}),
    metadata: {
      name,
      ...(namespace !== undefined && {namespace}),
      ...(uid !== undefined && {uid}),
      ...(creationTimestamp !== undefined && {creationTimestamp}),
      ...(deletionTimestamp !== undefined && {deletionTimestamp}),
      ...(deletionGracePeriodSeconds !== undefined && {deletionGracePeriodSeconds}),
      ...(ownerReferences !== undefined && {ownerReferences}),
    },
    spec: {...(nodeName !== undefined && {nodeName})},
    ...(status !== undefined && {status}),
  }
}

async function readEvents({kubectl}: ReadingSession, {metadata}: PodObject): Promise<readonly PodEvent[]> {
  const {events, unread} = await podEvents(kubectl, metadata)
  if (unread.length > 0) throw unreadError('read the events of the pod', unread)
  return events.map(podEvent)
}

/** The log of the connector of a node; empty without one. */
async function readLog({kubectl}: ReadingSession, nodeName: string, {connectors}: Connectors): Promise<string> {
  const connector = connectors.find(one => one.nodeName === nodeName)
  if (connector === undefined) return ''
  const {pods} = connector.facts
  if (!pods.known) throw pods.error
  const logs = await readLogs(kubectl, pods.value, logExtent)
  return [...logs.values()].join('\n')
}

/** Looks where the connector creates container groups now, and where it did before it moved. */
async function readGroup(
  {azure}: Host,
  session: ReadingSession,
  connector: Installed | undefined,
  {metadata: {name, namespace = 'default', uid}}: PodObject,
): Promise<ContainerGroupInstance | undefined> {
  if (session.absent !== undefined) throw session.absent
  const places = connector === undefined ? [session.cluster?.nodeResourceGroup ?? ''] : [aciResourceGroupOf(connector, session)]
  const earlier = connector?.record?.earlierPlaces.map(({aciResourceGroup}) => aciResourceGroup) ?? []
  const groups = [...new Set([...places, ...earlier])].filter(group => group !== '')
  const found = await Promise.all(groups.map(group => azure.containerGroup(group, `${namespace}-${name}`)))
  return found.find(group => group?.tags['UID'] === uid)
}

async function readRoles({azure}: Host, scope: string, principalId: string): Promise<readonly RoleInForce[]> {
  const [assignments, definitions] = await Promise.all([azure.roleAssignments(scope, principalId), azure.roleDefinitions(scope)])
  return assignments.flatMap(({roleDefinitionId, scope: where, createdOn}) => {
    if (createdOn === undefined) return []
    const role = definitions.find(({id}) => sameId(nameOf(id), nameOf(roleDefinitionId)))
    return {role: role?.name ?? nameOf(roleDefinitionId), scope: where, assignedAt: createdOn}
  })
}
