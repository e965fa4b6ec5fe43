import type {ClusterSubject, ClusterValues} from './cluster-values.ts'
import type {ConnectorSubject, ConnectorValues} from './connector-values.ts'
import {manifestRules} from './manifest-catalogue.ts'
import type {Rule, RuleText} from './rule.ts'
import {addonApart} from './rules/azure/addon-apart.ts'
import {callerAllowed} from './rules/azure/caller-allowed.ts'
import {cloudKnown} from './rules/azure/cloud-known.ts'
import {groupOpen} from './rules/azure/group-open.ts'
import {groupsOrphaned} from './rules/azure/groups-orphaned.ts'
import {groupsPublic} from './rules/azure/groups-public.ts'
import {groupsShared} from './rules/azure/groups-shared.ts'
import {identityAttached} from './rules/azure/identity-attached.ts'
import {identityFitsNetwork} from './rules/azure/identity-fits-network.ts'
import {identityKnown} from './rules/azure/identity-known.ts'
import {imdsReachable} from './rules/azure/imds-reachable.ts'
import {locationOffered} from './rules/azure/location-offered.ts'
import {notDenied} from './rules/azure/not-denied.ts'
import {osOffered} from './rules/azure/os-offered.ts'
import {providerRegistered} from './rules/azure/provider-registered.ts'
import {quotaRoom} from './rules/azure/quota-room.ts'
import {roleAssigned} from './rules/azure/role-assigned.ts'
import {secretAccepted} from './rules/azure/secret-accepted.ts'
import {caCurrent} from './rules/connector/ca-current.ts'
import {certificateCurrent} from './rules/connector/certificate-current.ts'
import {endpointAuthenticated} from './rules/connector/endpoint-authenticated.ts'
import {imagePulled} from './rules/connector/image-pulled.ts'
import {initDone} from './rules/connector/init-done.ts'
import {installerRights} from './rules/connector/installer-rights.ts'
import {nameFree} from './rules/connector/name-free.ts'
import {namespaceApart} from './rules/connector/namespace-apart.ts'
import {nodeNameUnique} from './rules/connector/node-name-unique.ts'
import {podReady} from './rules/connector/pod-ready.ts'
import {podScheduled} from './rules/connector/pod-scheduled.ts'
import {releaseDeployed} from './rules/connector/release-deployed.ts'
import {apiServerAddress} from './rules/network/api-server-address.ts'
import {apiServerOpen} from './rules/network/api-server-open.ts'
import {clusterDns} from './rules/network/cluster-dns.ts'
import {networkOs} from './rules/network/network-os.ts'
import {proxyToken} from './rules/network/proxy-token.ts'
import {subnetAddresses} from './rules/network/subnet-addresses.ts'
import {subnetDelegated} from './rules/network/subnet-delegated.ts'
import {subnetEgress} from './rules/network/subnet-egress.ts'
import {subnetExists} from './rules/network/subnet-exists.ts'
import {subnetLinks} from './rules/network/subnet-links.ts'
import {subnetPrefix} from './rules/network/subnet-prefix.ts'
import {subnetRegion} from './rules/network/subnet-region.ts'
import {subnetReleased} from './rules/network/subnet-released.ts'
import {subnetRole} from './rules/network/subnet-role.ts'
import {subnetRoutes} from './rules/network/subnet-routes.ts'
import {rightsGranted} from './rules/connector/rights-granted.ts'
import {singlePod} from './rules/connector/single-pod.ts'
import {startErrors} from './rules/connector/start-errors.ts'
import {leaseFresh} from './rules/node/lease-fresh.ts'
import {nodeAddress} from './rules/node/node-address.ts'
import {nodeExcluded} from './rules/node/node-excluded.ts'
import {nodeLabels} from './rules/node/node-labels.ts'
import {nodeLeftBehind} from './rules/node/node-left-behind.ts'
import {nodeReady} from './rules/node/node-ready.ts'
import {nodeRoutes} from './rules/node/node-routes.ts'
import {nodeSchedulable} from './rules/node/node-schedulable.ts'
import {nodeVersion} from './rules/node/node-version.ts'
import {podRules} from './rules/pods/pod-rules.ts'
import {podsPlaceable} from './rules/pods/pods-placeable.ts'
import {smokePassed} from './rules/pods/smoke-passed.ts'

/** Checks of the cluster and its subscription. */
export const clusterRules: readonly Rule<ClusterSubject, ClusterValues>[] = [providerRegistered, podsPlaceable]

/** Checks of every installed connector; what one stands on comes before it. */
export const connectorRules: readonly Rule<ConnectorSubject, ConnectorValues>[] = [
  locationOffered,
  osOffered,
  quotaRoom,
  groupOpen,
  notDenied,
  identityKnown,
  roleAssigned,
  identityAttached,
  secretAccepted,
  imdsReachable,
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
  clusterDns,
  apiServerAddress,
  apiServerOpen,
  proxyToken,
  subnetReleased,
  releaseDeployed,
  namespaceApart,
  podReady,
  podScheduled,
  imagePulled,
  initDone,
  ...startErrors,
  singlePod,
  nodeNameUnique,
  rightsGranted,
  endpointAuthenticated,
  caCurrent,
  certificateCurrent,
  nodeLeftBehind,
  nodeReady,
  leaseFresh,
  nodeAddress,
  nodeSchedulable,
  nodeLabels,
  nodeExcluded,
  nodeRoutes,
  nodeVersion,
  ...podRules,
]

/** Checks of a connector on whose node sample pods were run. */
export const smokeRules: readonly Rule<ConnectorSubject, ConnectorValues>[] = [smokePassed]

/** Checks that only make sense before an install. */
const onlyBefore: readonly Rule<ConnectorSubject, ConnectorValues>[] = [nameFree, installerRights]

/** What has to hold before a connector is installed. */
export const preflightRules = {
  cluster: clusterRules.filter(({preflight}) => preflight === true),
  connector: [...connectorRules, ...onlyBefore].filter(({preflight}) => preflight === true),
}

/** Every check there is, for `explain`, the documentation and `--skip-checks`. */
export const allRules: readonly RuleText[] = [...clusterRules, ...connectorRules, ...smokeRules, ...onlyBefore, ...manifestRules]
