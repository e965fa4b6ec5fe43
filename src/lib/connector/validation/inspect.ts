import type {ClusterRef} from '../../azure/azure.ts'
import {valueOf} from '../../checks/engine/fact.ts'
import {withSmoke, type Evidence, type Inspection} from '../inspection/inspection.ts'
import {readInspection} from '../inspection/read-inspection.ts'
import {withoutSecrets} from '../inspection/without-secrets.ts'
import {aciResourceGroupOf} from '../inventory/aci-resource-group.ts'
import {matches, notFound, type ConnectorFilter} from '../inventory/connector-filter.ts'
import type {KubeOptions} from '../model/spec.ts'
import {readFailingPods} from '../pod-history/failing-pods.ts'
import type {Host} from '../session/host.ts'
import {withReadableCluster} from '../session/reading.ts'
import {smoke, type SmokeSpec} from '../smoke/smoke.ts'
import {readEvidence} from './read-evidence.ts'

/** What is read besides what every check needs. */
export interface More {
  /** How to run sample pods; undefined if none are run. */
  readonly smokeSpec: SmokeSpec | undefined
  /** Whether to read the history of pods that do not run. */
  readonly failingPods: boolean
  /** Whether to read what a bundle has for people. */
  readonly evidence: boolean
}

/** Reads what `validate` judges; with `smokeSpec`, also runs sample pods. Rejects with NotFoundError if there is nothing to judge. */
export async function inspect(
  caller: Host,
  ref: ClusterRef | undefined,
  kube: KubeOptions,
  filter: ConnectorFilter,
  {smokeSpec, failingPods, evidence}: More,
): Promise<Inspection> {
  return withReadableCluster(caller, ref, kube, async (host, session) => {
    // Sample pods become container groups, and only Azure shows whether they are gone.
    if (smokeSpec !== undefined && session.absent !== undefined) throw session.absent
    if (smokeSpec !== undefined) await session.checkKubectl()
    const inspected = await host.talk.during('read', 'Reading the connectors and what they need', () =>
      readInspection(host, session, one => matches(filter, one)),
    )
    const {connectors, installed, clientSecrets} = inspected
    if (connectors.length === 0 && (smokeSpec !== undefined || installed.length > 0 || !hasGroupsLeft(inspected.inspection)))
      throw notFound(filter, installed)
    const [pods, seen] = await Promise.all([
      failingPods ? readFailingPods(host, session, inspected) : undefined,
      evidence ? Promise.all(connectors.map(one => readEvidence(host, session, one, clientSecrets))) : undefined,
    ])
    const inspection: Inspection = {
      ...inspected.inspection,
      ...(pods !== undefined && {failingPods: pods}),
      ...(seen !== undefined && {connectors: withEvidence(inspected.inspection, seen)}),
    }
    if (smokeSpec === undefined) return inspection
    const targets = connectors.map(connector => ({...connector, aciResourceGroup: aciResourceGroupOf(connector, session)}))
    return withSmoke(inspection, withoutSecrets(await smoke(host, session, targets, smokeSpec), clientSecrets))
  })
}

/** Both are in the order of the connectors. */
function withEvidence({connectors}: Inspection, seen: readonly Evidence[]): Inspection['connectors'] {
  return connectors.map((one, index) => {
    const evidence = seen[index]
    return evidence === undefined ? one : {...one, evidence}
  })
}

function hasGroupsLeft({cluster}: Inspection): boolean {
  return (valueOf(cluster.facts.groupsLeftBehind) ?? []).length > 0
}
