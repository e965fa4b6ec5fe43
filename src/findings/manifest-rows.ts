import type {Finding} from '../lib/checks/engine/finding.ts'
import {isUnchecked} from '../lib/checks/manifest/unchecked.ts'
import {isNoteworthy} from './plain-lines.ts'

interface Row {
  readonly place: string
  readonly target: string
  readonly verdict: Finding['verdict']
  readonly check: string
  readonly message: string
}

/** The rows of `-o table` for manifests: what to change, what was not checked, and a line for each workload that can run as it is. */
export function manifestRows(findings: readonly Finding[]): readonly Row[] {
  const targets = Map.groupBy(findings, ({target, location}) => `${location?.file ?? ''}\n${target}`)
  return [...targets.values()].flatMap(about => {
    const wrong = about.filter(finding => isUnchecked(finding) || isNoteworthy(finding))
    const [first] = about
    if (wrong.length > 0 || first === undefined) return wrong.map(finding => rowOf(finding, finding))
    return [rowOf(first, {verdict: 'ok', id: '', message: 'Can run on virtual nodes'})]
  })
}

function rowOf({location, target}: Finding, {verdict, id, message}: Pick<Finding, 'verdict' | 'id' | 'message'>): Row {
  return {place: `${location?.file ?? ''}:${location?.line ?? ''}`, target, verdict, check: id, message}
}
