import type {Finding} from '../../lib/checks/engine/finding.ts'
import type {Validation} from '../../lib/connector/validation/validate.ts'
import {manifestRows} from '../manifest-rows.ts'
import {isNoteworthy} from '../plain-lines.ts'

/** A line about something in which nothing is wrong. */
export interface WellLine {
  readonly status: string
  readonly isGood: boolean
  readonly text: string
}

/** A line for each connector that nothing is wrong with: the status and the name of its node, as `kubectl get nodes` shows them. */
export function connectorLines({connectors, findings}: Pick<Validation, 'connectors' | 'findings'>): readonly WellLine[] {
  const unwell = new Set(findings.filter(isNoteworthy).map(({target}) => target))
  return connectors
    .filter(({release}) => !unwell.has(release))
    .map(({status, name, osType, age}) => ({status, isGood: status === 'Ready', text: `${name} (${osType}, ${age})`}))
}

/** A line for each workload of a manifest that can run as it is, or that is not checked. */
export function workloadLines(findings: readonly Finding[]): readonly WellLine[] {
  return manifestRows(findings)
    .filter(row => !isNoteworthy(row))
    .map(({verdict, place, target, message}) => ({status: verdict, isGood: verdict === 'ok', text: `${place}: ${target}: ${message}`}))
}
