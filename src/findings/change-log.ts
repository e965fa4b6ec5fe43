import type {Finding} from '../lib/checks/engine/finding.ts'
import type {Console} from '../lib/output/console.ts'
import {isNoteworthy, plainFinding} from './plain-lines.ts'

/** Prints what has changed since the last round, a line for each change. The first round prints what is not ok. */
export function changeLog(console: Pick<Console, 'warning' | 'laidOut'>): (findings: readonly Finding[]) => void {
  let before = new Map<string, Finding>()
  /** The last known finding of each key. */
  const known = new Map<string, Finding>()
  return findings => {
    const now = byKey(findings)
    const said = new Set<string>()
    for (const [key, finding] of now) {
      const line = news(before.get(key), known.get(key), finding)
      if (finding.verdict !== 'unknown') known.set(key, finding)
      if (line === undefined || said.has(line)) continue
      said.add(line)
      if (isNoteworthy(finding)) console.warning(line)
      else console.laidOut(`${line}\n`)
    }
    for (const [key, {target, id}] of before) if (!now.has(key)) console.laidOut(`removed: ${target} (${id})\n`)
    before = now
  }
}

/** Findings by a key that is the same in every round. The order distinguishes releases of the same name in two namespaces. */
function byKey(findings: readonly Finding[]): Map<string, Finding> {
  const keyed = new Map<string, Finding>()
  for (const finding of findings) {
    let key = JSON.stringify([finding.id, finding.target, finding.location])
    while (keyed.has(key)) key += '+'
    keyed.set(key, finding)
  }
  return keyed
}

/** The line for a change; undefined if nothing changed. After an outage, findings that are the same as before share a line. */
function news(before: Finding | undefined, known: Finding | undefined, now: Finding): string | undefined {
  if (before === undefined) return isNoteworthy(now) ? plainFinding(now) : undefined
  if (isSame(before, now)) return undefined
  const isBack = before.verdict === 'unknown' && known !== undefined && isSame(known, now) && !isNoteworthy(now)
  return isBack ? `checked again: ${now.target}` : plainFinding(now)
}

function isSame(one: Finding, other: Finding): boolean {
  return one.verdict === other.verdict && (!isNoteworthy(one) || withoutNumbers(one.message) === withoutNumbers(other.message))
}

/** Seconds, counts and times always change, so they do not count as a change. */
function withoutNumbers(text: string): string {
  return text.replaceAll(/\d+/g, '#')
}
