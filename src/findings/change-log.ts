import type {Finding} from '../lib/checks/finding.ts'
import type {Console} from '../lib/output/console.ts'
import {isNoteworthy, plainFinding} from './plain-lines.ts'

/** Says of round after round what has changed, a line for each change; of the first, what is not well. */
export function changeLog(console: Pick<Console, 'warning' | 'laidOut'>): (findings: readonly Finding[]) => void {
  let before = new Map<string, Finding>()
  return findings => {
    const now = new Map(findings.map(finding => [keyOf(finding), finding]))
    const said = new Set<string>()
    for (const [key, finding] of now) {
      const line = plainFinding(finding)
      if (said.has(line) || !isNews(before.get(key), finding)) continue
      said.add(line)
      if (isNoteworthy(finding)) console.warning(line)
      else console.laidOut(`${line}\n`)
    }
    for (const [key, {target, id}] of before) if (!now.has(key)) console.laidOut(`gone: ${target}: ${id}\n`)
    before = now
  }
}

function keyOf({id, target, location}: Finding): string {
  return JSON.stringify([id, target, location])
}

function isNews(before: Finding | undefined, now: Finding): boolean {
  if (before === undefined) return isNoteworthy(now)
  return before.verdict !== now.verdict || (isNoteworthy(now) && withoutNumbers(before.message) !== withoutNumbers(now.message))
}

/** Seconds, counts and times go on by themselves; that is no news. */
function withoutNumbers(text: string): string {
  return text.replaceAll(/\d+/g, '#')
}
