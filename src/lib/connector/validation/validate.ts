import type {ClusterRef} from '../../azure/azure.ts'
import {isFailure, type Finding} from '../../checks/engine/finding.ts'
import {groupsLeftBehind} from '../../checks/rules/container-groups.ts'
import type {SmokeNode} from '../../checks/facts/smoke.ts'
import {smokeOf, withSmoke, type Inspection} from '../inspection/inspection.ts'
import {judgeInspection} from '../inspection/judge-inspection.ts'
import {readInspection} from '../inspection/read-inspection.ts'
import type {Host} from '../session/host.ts'
import {withReadableCluster} from '../session/reading.ts'
import {aciResourceGroupOf} from '../inventory/aci-resource-group.ts'
import {matches, notFound, type ConnectorFilter} from '../inventory/connector-filter.ts'
import {nodeRow, type NodeRow} from './node-row.ts'
import {smoke, type SmokeSpec} from '../smoke/smoke.ts'
import type {KubeOptions} from '../model/spec.ts'

/** What validate prints (schemas/validation.schema.json). */
export interface Validation {
  readonly ok: boolean
  readonly findings: readonly Finding[]
  readonly connectors: readonly NodeRow[]
  /** The results of the sample pods; only with `--smoke`. */
  readonly smoke?: readonly SmokeNode[]
}

/** Checks whether the connectors of a cluster work; with `smokeSpec`, also runs sample pods. A check that could not run is not ok. */
export async function validate(
  caller: Host,
  ref: ClusterRef | undefined,
  kube: KubeOptions,
  filter: ConnectorFilter,
  smokeSpec?: SmokeSpec,
): Promise<Validation> {
  return withReadableCluster(caller, ref, kube, async (host, session) => {
    // Sample pods become container groups, and only Azure shows whether they are gone.
    if (smokeSpec !== undefined && session.absent !== undefined) throw session.absent
    if (smokeSpec !== undefined) await session.checkKubectl()
    const {inspection, connectors, installed} = await readInspection(host, session, one => matches(filter, one))
    if (connectors.length === 0 && smokeSpec !== undefined) throw notFound(filter, installed)
    const targets = connectors.map(connector => ({...connector, aciResourceGroup: aciResourceGroupOf(connector, session)}))
    const smoked = smokeSpec && (await smoke(host, session, targets, smokeSpec))
    const result = validationOf(smoked === undefined ? inspection : withSmoke(inspection, smoked))
    const noneButGroups =
      installed.length === 0 && result.findings.some(({id, verdict}) => id === groupsLeftBehind.id && verdict === 'problem')
    if (connectors.length === 0 && !noneButGroups) throw notFound(filter, installed)
    return result
  })
}

/** What follows from an inspection. Pure. */
function validationOf(inspection: Inspection): Validation {
  const findings = judgeInspection(inspection)
  const smoked = smokeOf(inspection)
  return {
    ok: !findings.some(isFailure),
    findings,
    connectors: inspection.connectors.map(nodeRow),
    ...(smoked !== undefined && {smoke: smoked}),
  }
}
