import type {Finding} from '../lib/checks/engine/finding.ts'
import type {Talk} from '../lib/talk.ts'

/** A finding for a log: `problem: target: message`, and its remedy in lines of its own. What is well is said too briefly to stand without its id. */
export function plainFinding(finding: Finding): string {
  const {id, verdict, target, message, remedy, location} = finding
  const place = location === undefined ? '' : `${location.file}:${location.line}: `
  const line = `${verdict}: ${place}${target}: ${message}`
  if (!isNoteworthy(finding)) return `${line} (${id})`
  return `${line}${remedy === '' ? '' : `\n${remedy}`}`
}

/** Whether somebody has to do something about it or at least to know. */
export function isNoteworthy({verdict}: Pick<Finding, 'verdict'>): boolean {
  return verdict !== 'ok' && verdict !== 'skipped'
}

/** Says findings where nobody watches: what is well only with `--verbose`, and what is told of several checks once. */
export function sayPlainly(findings: readonly Finding[], talk: Talk): void {
  const said = new Set<string>()
  for (const finding of findings) {
    const line = plainFinding(finding)
    if (said.has(line)) continue
    said.add(line)
    if (isNoteworthy(finding)) talk.warning(line)
    else talk.info(line)
  }
}
