import type {FactsOf} from '../../checks/engine/judge.ts'
import type {ClusterSubject, ClusterValues} from '../../checks/facts/cluster-values.ts'
import type {ConnectorSubject, ConnectorValues} from '../../checks/facts/connector-values.ts'
import type {SmokeNode} from '../../checks/facts/smoke.ts'
import {known, valueOf, type Fact} from '../../checks/engine/fact.ts'
import type {CommandTarget} from '../../printed-commands/command-target.ts'
import type {Installed} from '../inventory/installed.ts'
import type {PodEvent, PodHistory} from './pod-history.ts'

/** Everything that was read about the connectors of a cluster: what `validate` prints follows from it alone. Plain data. */
export interface Inspection {
  /** What says which cluster commands are about; not in bundles of earlier versions. */
  readonly target?: CommandTarget
  readonly cluster: {readonly subject: ClusterSubject; readonly facts: FactsOf<ClusterValues>}
  /** The chosen connectors, in the order of their findings. */
  readonly connectors: readonly InspectedConnector[]
  /** Pods that do not run; only if their history was read. */
  readonly failingPods?: readonly PodHistory[]
}

/** One connector. Facts that all connectors share are with the cluster. */
export interface InspectedConnector extends Pick<Installed, 'connectorName' | 'origin' | 'managedBy' | 'workload'> {
  readonly subject: ConnectorSubject
  /** `smoke` only after sample pods ran. */
  readonly facts: FactsOf<Omit<ConnectorValues, keyof ClusterValues>>
  /** Only in a bundle. */
  readonly evidence?: Evidence
}

/** What people read about a connector in a bundle. No check needs it. */
export interface Evidence {
  /** About its workload and the ReplicaSets and pods of that, the oldest first. The API server deletes events after an hour. */
  readonly events: Fact<readonly PodEvent[]>
  /** What Helm rendered, as YAML, without the contents of Secrets and ConfigMaps; empty without a release. */
  readonly manifest: Fact<string>
}

/** An inspection with the results of the sample pods on its nodes. */
export function withSmoke(inspection: Inspection, nodes: readonly SmokeNode[]): Inspection {
  const connectors = inspection.connectors.map(connector => {
    const node = nodes.find(({nodeName}) => nodeName === connector.subject.nodeName)
    return node === undefined ? connector : {...connector, facts: {...connector.facts, smoke: known(node)}}
  })
  return {...inspection, connectors}
}

/** The results of the sample pods; undefined if none ran. */
export function smokeOf({connectors}: Inspection): readonly SmokeNode[] | undefined {
  const nodes = connectors.flatMap(({facts}) => valueOf(facts.smoke) ?? [])
  return nodes.length === 0 ? undefined : nodes
}
