import {isFailure, type Finding} from '../../checks/engine/finding.ts'
import type {SmokeNode} from '../../checks/facts/smoke.ts'
import {smokeOf, type Inspection} from '../inspection/inspection.ts'
import {judgeInspection} from '../inspection/judge-inspection.ts'
import {nodeRow, type NodeRow} from './node-row.ts'

/** What validate prints (schemas/validation.schema.json). */
export interface Validation {
  readonly ok: boolean
  readonly findings: readonly Finding[]
  readonly connectors: readonly NodeRow[]
  /** The results of the sample pods; only with `--smoke`. */
  readonly smoke?: readonly SmokeNode[]
}

/** Judges what was read, now or when a bundle was saved. A check that could not run is not ok. Pure. */
export function validationOf(inspection: Inspection): Validation {
  const findings = judgeInspection(inspection)
  const smoked = smokeOf(inspection)
  return {
    ok: !findings.some(isFailure),
    findings,
    connectors: inspection.connectors.map(nodeRow),
    ...(smoked !== undefined && {smoke: smoked}),
  }
}
