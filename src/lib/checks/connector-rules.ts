import type {ConnectorFacts} from './connector-facts.ts'
import type {Rule} from './finding.ts'
import {leaseFresh} from './rules/lease-fresh.ts'
import {nodeLabels} from './rules/node-labels.ts'
import {nodeNameUnique} from './rules/node-name-unique.ts'
import {nodeReady} from './rules/node-ready.ts'
import {podReady} from './rules/pod-ready.ts'
import {releaseDeployed} from './rules/release-deployed.ts'

/** What is checked of every installed connector, in the order in which one thing needs the other. */
export const connectorRules: readonly Rule<ConnectorFacts>[] = [
  releaseDeployed,
  podReady,
  nodeReady,
  leaseFresh,
  nodeLabels,
  nodeNameUnique,
]
