import {requestInWords} from '../errors/asked.ts'
import type {Finding} from '../lib/checks/engine/finding.ts'

/** How many targets are named. */
const most = 3

/**
 * Findings for people: checks that could not run for the same reason, such as Azure that cannot be reached, become one finding whose id is their number. All other
 * findings stay as they are.
 */
export function gatherUnknown(findings: readonly Finding[]): readonly Finding[] {
  const reasonOf = ({message, remedy}: Finding): string => JSON.stringify([message, remedy])
  const alike = Map.groupBy(
    findings.filter(({verdict}) => verdict === 'unknown'),
    reasonOf,
  )
  return findings.flatMap(finding => {
    const same = finding.verdict === 'unknown' ? (alike.get(reasonOf(finding)) ?? []) : []
    if (same.length === 0) return finding
    if (same.length === 1) return {...finding, message: withRequest(finding)}
    if (same[0] !== finding) return []
    const ids = [...new Set(same.map(({id}) => id))]
    const targets = [...new Set(same.map(({target}) => target))]
    return {
      ...finding,
      target: targets.length > most ? `${targets.length} targets` : targets.join(', '),
      id: ids.length === 1 ? finding.id : `${ids.length} checks`,
    }
  })
}

function withRequest({message, request}: Finding): string {
  return request === undefined ? message : `${message} (${requestInWords(request)})`
}
