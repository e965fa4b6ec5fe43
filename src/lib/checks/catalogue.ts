import type {ClusterSubject, ClusterValues} from './cluster-values.ts'
import type {ConnectorSubject, ConnectorValues} from './connector-values.ts'
import type {Rule, RuleText} from './rule.ts'
import {groupOpen} from './rules/azure/group-open.ts'
import {providerRegistered} from './rules/azure/provider-registered.ts'
import {roleAssigned} from './rules/azure/role-assigned.ts'
import {nameFree} from './rules/connector/name-free.ts'
import {nodeNameUnique} from './rules/connector/node-name-unique.ts'
import {podReady} from './rules/connector/pod-ready.ts'
import {releaseDeployed} from './rules/connector/release-deployed.ts'
import {leaseFresh} from './rules/node/lease-fresh.ts'
import {nodeLabels} from './rules/node/node-labels.ts'
import {nodeReady} from './rules/node/node-ready.ts'

/** Checks of the cluster and its subscription. */
export const clusterRules: readonly Rule<ClusterSubject, ClusterValues>[] = [providerRegistered]

/** Checks of every installed connector; what one stands on comes before it. */
export const connectorRules: readonly Rule<ConnectorSubject, ConnectorValues>[] = [
  groupOpen,
  roleAssigned,
  releaseDeployed,
  podReady,
  nodeNameUnique,
  nodeReady,
  leaseFresh,
  nodeLabels,
]

/** Checks that only make sense before an install. */
const onlyBefore: readonly Rule<ConnectorSubject, ConnectorValues>[] = [nameFree]

/** What has to hold before a connector is installed. */
export const preflightRules = {
  cluster: clusterRules.filter(({preflight}) => preflight === true),
  connector: [...connectorRules, ...onlyBefore].filter(({preflight}) => preflight === true),
}

/** Every check there is, for `explain`, the documentation and `--skip-checks`. */
export const allRules: readonly RuleText[] = [...clusterRules, ...connectorRules, ...onlyBefore]
