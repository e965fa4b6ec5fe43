import type {ConnectorSubject, ConnectorValues, RecordState} from '../../checks/facts/connector-values.ts'
import {policyEngineOf} from '../../azure/resources/cluster-profile.ts'
import {sameId} from '../../azure/resources/ids.ts'
import {roleStates} from '../../checks/facts/permissions.ts'
import {factOf, isUnknown, known, mapFact, unknown, valueOf, type Fact} from '../../checks/engine/fact.ts'
import type {PodObject, SecretObject} from '../../kubernetes/objects.ts'
import {inTurns} from '../../http/in-turns.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {serviceAccountOf} from '../model/deployment-arguments.ts'
import type {Host} from '../session/host.ts'
import {notNamed, type ReadingSession} from '../session/reading.ts'
import type {Installation, Installed} from '../inventory/installed.ts'
import {hasRelease} from '../inventory/status.ts'
import {aciResourceGroupOf} from '../inventory/aci-resource-group.ts'
import {reviewConnectorAccess, type Account} from '../facts/access-reviews.ts'
import {readAzureFacts, refusedSignIn, type AzureReaders} from '../facts/azure-facts.ts'
import type {ClusterReadings} from '../facts/cluster-facts.ts'
import {groupFacts} from '../facts/container-groups.ts'
import {credentialsLook, identityOf, recordedIdentity, networkOf, servicePrincipalOf} from '../facts/configuration.ts'
import {readLogs, uidOf} from '../facts/logs.ts'
import {readPodsOnNode} from '../facts/pods-on-node.ts'
import {readEgressPolicies} from '../facts/egress-policies.ts'
import {readPortPolicies} from '../facts/port-policies.ts'
import type {InspectedConnector} from './inspection.ts'
import {readConnectorDrift} from './read-connector-drift.ts'
import {readPortTry} from '../facts/port-try.ts'

/** What is read for all connectors at once. */
type Shared = Pick<ClusterReadings, 'namespaceObjects'> & Pick<Installation, 'secrets'>

/** Reads the facts of installed connectors. What several connectors share is read once. */
export async function readConnectorFacts(
  host: Host,
  session: ReadingSession,
  installed: readonly Installed[],
  shared: Shared,
  readers: AzureReaders,
): Promise<readonly InspectedConnector[]> {
  const {azure, signal} = host
  const fact = <T>(reading: Promise<T>): Promise<Fact<T>> => factOf(reading, signal)
  const pods = installed.flatMap(({facts}) => valueOf(facts.pods) ?? [])
  const [log, access] = await Promise.all([fact(readLogs(session.kubectl, pods)), fact(reviewAll(session, installed))])

  // Each holds all objects of its release, and with Helm 2 it starts a helm.
  const inTurn = inTurns(1)
  return Promise.all(
    installed.map(async connector => {
      const subject = subjectOf(host, session, connector)
      const {facts, record, namespace, release, nodeName, connectorName, origin, managedBy, workload} = connector
      const secret: Fact<SecretObject | undefined> = mapFact(shared.secrets, secrets =>
        secrets.find(({metadata}) => metadata.name === release && metadata.namespace === namespace),
      )
      const identity =
        record === undefined ? mapFact(secret, found => identityOf(undefined, found)) : known(recordedIdentity(record, valueOf(secret)))
      const subscriptionId = record?.subscriptionId ?? azure.subscriptionId
      const network = mapFact(facts.deployments, ([deployment]) =>
        networkOf(deployment, {
          subscriptionId,
          aciResourceGroup: subject.aciResourceGroup,
          ...(record?.given.subnetId !== undefined && {subnetId: record.given.subnetId}),
        }),
      )
      const [ofAzure, containerGroups, ofPods, signIn, portTry, portPolicies, egressPolicies, drift] = await Promise.all([
        readAzureFacts(readers, {
          subscriptionId,
          clusterId: session.cluster?.id,
          aciResourceGroup: subject.aciResourceGroup,
          location: subject.location,
          nodeResourceGroup: session.cluster?.nodeResourceGroup ?? '',
          identity: valueOf(identity),
          network: valueOf(network),
        }),
        readers.containerGroups(subject.aciResourceGroup),
        readPodsOnNode(session.kubectl, nodeName, signal),
        signInOf(host, secret),
        readPortTry(facts.pods, secret, signal),
        readPortPolicies(session.kubectl, facts.deployments, signal),
        readEgressPolicies(session.kubectl, namespaceOf(connector), signal),
        inTurn(() => fact(readConnectorDrift(session, connector))),
      ])
      return {
        connectorName,
        origin,
        managedBy,
        workload,
        subject,
        facts: {
          ...facts,
          ...ofAzure,
          // If the identity or the network is unknown, so is everything that depends on it.
          permission: identity.known ? ofAzure.permission : identity,
          virtualNetwork: network.known ? ofAzure.virtualNetwork : network,
          networkPermission: [identity, network].find(isUnknown) ?? ofAzure.networkPermission,
          roles: known(roleStates(valueOf(ofAzure.permission), valueOf(ofAzure.networkPermission))),
          record: recordStateOf(connector, session),
          drift,
          identity,
          network,
          credentials: mapFact(secret, credentialsLook),
          refusedSignIn: signIn,
          portTry,
          portPolicies,
          egressPolicies,
          networkPolicyEngine: known(session.cluster && policyEngineOf(session.cluster.network)),
          ...groupFacts(containerGroups, nodeName),
          ...ofPods,
          ownNamespace: mapFact(shared.namespaceObjects, all => all.find(({metadata}) => metadata.name === namespaceOf(connector))),
          log: facts.pods.known ? mapFact(log, texts => logOf(texts, valueOf(facts.pods) ?? [])) : facts.pods,
          accessReviews: facts.deployments.known ? mapFact(access, found => found.get(release + namespace) ?? []) : facts.deployments,
        },
      }
    }),
  )
}

function recordStateOf({record, recordFault}: Installed, {cluster, absent = notNamed()}: ReadingSession): Fact<RecordState> {
  if (recordFault?.kind === 'newer') return known({is: 'newer', vkctlVersion: recordFault.vkctlVersion})
  if (recordFault?.kind === 'broken') return known({is: 'broken', reason: recordFault.reason})
  if (record === undefined) return known({is: 'none'})
  if (cluster === undefined) return unknown(absent.message, absent)
  return known(sameId(record.clusterId, cluster.id) ? {is: 'valid'} : {is: 'of-another-cluster', clusterId: record.clusterId})
}

function subjectOf(host: Host, session: ReadingSession, connector: Installed): ConnectorSubject {
  const {release: target, nodeName, osType, location, namespace} = connector
  return {
    target,
    nodeName,
    osType,
    // If neither the record nor the Deployment names a location, the provider uses the cluster's.
    location: location || (session.cluster?.location ?? ''),
    namespace,
    isReleased: hasRelease(connector),
    aciResourceGroup: aciResourceGroupOf(connector, session),
    cloud: host.azure.cloud.name,
    clusterOptions:
      session.cluster === undefined ? [] : ['--resource-group', session.cluster.resourceGroup, '--name', session.cluster.name],
    now: session.now(),
  }
}

/** A chart can have its workload in another namespace than its release. */
function namespaceOf({workload, namespace}: Installed): string {
  return workload?.namespace ?? namespace
}

function logOf(texts: ReadonlyMap<string, string>, pods: readonly PodObject[]): string {
  return pods.map(pod => texts.get(uidOf(pod)) ?? '').join('')
}

/** Tests a service principal by signing in with it once, as an install does. */
async function signInOf({azure, signal}: Host, secret: Fact<SecretObject | undefined>): Promise<Fact<string | undefined>> {
  if (!secret.known) return secret
  const principal = servicePrincipalOf(secret.value)
  return principal === undefined ? known(undefined) : factOf(refusedSignIn(azure, principal), signal)
}

/** The permissions of each connector's service account, by release and namespace. */
type AccessReviews = ReadonlyMap<string, ConnectorValues['accessReviews']>

/** Asks about all service accounts at once. Connectors without a Deployment are left out. */
async function reviewAll({kubectl}: Pick<ClusterSession, 'kubectl'>, connectors: readonly Installed[]): Promise<AccessReviews> {
  const accounts = connectors.flatMap(({facts, nodeName, release, namespace}): (Account & {readonly key: string})[] => {
    const account = serviceAccountOf(valueOf(facts.deployments)?.[0])
    return account === undefined ? [] : [{...account, nodeName, key: release + namespace}]
  })
  const reviews = await reviewConnectorAccess(kubectl, accounts)
  return new Map(accounts.map(({key}, index) => [key, reviews[index] ?? []]))
}
