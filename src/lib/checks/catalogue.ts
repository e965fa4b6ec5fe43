import {causesFirst} from './engine/causes.ts'
import type {Finding} from './engine/finding.ts'
import type {Rule, RuleText} from './engine/rule.ts'
import type {ClusterSubject, ClusterValues} from './facts/cluster-values.ts'
import type {ConnectorSubject, ConnectorValues} from './facts/connector-values.ts'
import {manifestRules, objectRules} from './manifest-catalogue.ts'
import {groupExists, groupUnlocked} from './rules/aci-resource-group.ts'
import {callerAllowed, groupOpen, notDenied, roleAssigned, rolesAssignable, rolesRecorded} from './rules/azure-permissions.ts'
import {apiServerAddress, apiServerOpen, clusterDns, networkOs, proxyToken} from './rules/network/cluster-network.ts'
import {installerRights, rightsGranted} from './rules/cluster-permissions.ts'
import {addonApart, nameFree, nodeNameUnique, singlePod} from './rules/conflicts.ts'
import {imagePulled, initDone, podReady} from './rules/connector-pod.ts'
import {groupsLeftBehind, groupsOrphaned, groupsPublic, groupsShared} from './rules/container-groups.ts'
import {notAutoscaled, objectsUnchanged, referencesExist} from './rules/drift.ts'
import {caCurrent, certificateCurrent, endpointAuthenticated, endpointRefuses} from './rules/endpoint.ts'
import {azureReachable, imdsReachable, startToken} from './rules/identity/first-answer.ts'
import {cloudKnown, identityFitsNetwork, identityKnown, secretAccepted} from './rules/identity/identity.ts'
import {locationOffered, osOffered, quotaRoom} from './rules/location-and-quota.ts'
import {nodeExcluded, nodeLabels, nodeRoutes, nodeTaints, nodeVersion} from './rules/node-registration.ts'
import {identityAttached, identityExists, identityOnNode} from './rules/identity/node-identity.ts'
import {leaseFresh, nodeAddress, nodeLeftBehind, nodeReady, nodeSchedulable, nodeStays} from './rules/node.ts'
import {recordValid} from './rules/record.ts'
import {providerRegistered, subscriptionActive} from './rules/registration.ts'
import {namespaceApart, namespaceStays, releaseDeployed} from './rules/release.ts'
import {smokePassed} from './rules/smoke.ts'
import {connectorEgress, imdsAllowed} from './rules/network/connector-egress.ts'
import {podAddresses} from './rules/network/pod-addresses.ts'
import {subnetDelegated, subnetLinks, subnetRole, subnetRoutes} from './rules/network/subnet-delegation.ts'
import {subnetAddresses, subnetEgress, subnetExists, subnetPrefix, subnetRegion, subnetReleased} from './rules/network/subnet.ts'
import {podAddress, podMetrics, podPulling, podsEnding, podToken} from './rules/pods/pods.ts'
import {nodeForConnector, podScheduled} from './rules/placement/connector-nodes.ts'
import {daemonPods} from './rules/placement/daemon-pods.ts'
import {podsPlaceable} from './rules/placement/pending-pods.ts'
import {podCrash, podLost} from './rules/pods/pod-ends.ts'
import {podAccepted, podErrorRules} from './rules/pods/pod-refusals.ts'
import {startErrors} from './rules/start-errors.ts'

/** Checks of the cluster and its subscription. */
export const clusterRules: readonly Rule<ClusterSubject, ClusterValues>[] = [
  subscriptionActive,
  providerRegistered,
  groupsLeftBehind,
  rolesRecorded,
  podsPlaceable,
]

/** Checks of every installed connector. A check comes after the checks that it depends on. */
export const connectorRules: readonly Rule<ConnectorSubject, ConnectorValues>[] = [
  locationOffered,
  osOffered,
  quotaRoom,
  groupExists,
  groupOpen,
  groupUnlocked,
  notDenied,
  identityKnown,
  roleAssigned,
  identityExists,
  identityAttached,
  identityOnNode,
  secretAccepted,
  imdsAllowed,
  connectorEgress,
  imdsReachable,
  azureReachable,
  cloudKnown,
  identityFitsNetwork,
  callerAllowed,
  addonApart,
  groupsOrphaned,
  groupsShared,
  groupsPublic,
  networkOs,
  subnetExists,
  subnetRegion,
  subnetPrefix,
  subnetRoutes,
  subnetLinks,
  subnetDelegated,
  subnetRole,
  subnetAddresses,
  subnetEgress,
  podAddresses,
  clusterDns,
  apiServerAddress,
  apiServerOpen,
  proxyToken,
  subnetReleased,
  namespaceStays,
  releaseDeployed,
  recordValid,
  namespaceApart,
  objectsUnchanged,
  notAutoscaled,
  podReady,
  referencesExist,
  podScheduled,
  imagePulled,
  initDone,
  startToken,
  ...startErrors,
  singlePod,
  nodeNameUnique,
  rightsGranted,
  endpointAuthenticated,
  endpointRefuses,
  caCurrent,
  certificateCurrent,
  nodeLeftBehind,
  nodeStays,
  nodeReady,
  leaseFresh,
  nodeAddress,
  nodeSchedulable,
  nodeLabels,
  nodeTaints,
  nodeExcluded,
  nodeRoutes,
  nodeVersion,
  podsEnding,
  daemonPods,
  ...podErrorRules,
  podAccepted,
  podCrash,
  podLost,
  podPulling,
  podAddress,
  podToken,
  podMetrics,
]

/** The checks that also apply to Virtual Nodes v2: its kubelet is not azure-aci, and its operator configures it. */
export const virtualNodes2Rules: typeof connectorRules = [nodeStays, nodeReady, leaseFresh, nodeSchedulable]

/** The checks of a node without a connector. What the node lacks does not matter any more. */
export const leftNodeRules: typeof connectorRules = [groupsOrphaned, groupsShared, nodeLeftBehind, nodeStays, podsEnding]

/** Checks of a connector on whose node `validate --smoke` ran sample pods. */
export const smokeRules: readonly Rule<ConnectorSubject, ConnectorValues>[] = [smokePassed]

/** Checks that only apply before an install. */
const onlyBefore: readonly Rule<ConnectorSubject, ConnectorValues>[] = [nameFree, nodeForConnector, installerRights, rolesAssignable]

/** The checks that `install-connector` makes before it changes anything. */
export const preflightRules = {
  cluster: clusterRules.filter(({preflight}) => preflight === true),
  connector: [...connectorRules, ...onlyBefore].filter(({preflight}) => preflight === true),
}

/** All checks, for `explain`, the documentation and `--skip-checks`. */
export const allRules: readonly RuleText[] = [
  ...clusterRules,
  ...connectorRules,
  ...smokeRules,
  ...onlyBefore,
  ...objectRules,
  ...manifestRules,
]

/** The findings about a cluster and its connectors, with what each follows from, and what to fix first at the top. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return causesFirst(findings, {all: allRules, ofCluster: clusterRules})
}
