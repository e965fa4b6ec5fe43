import {isAbsolute, sep} from 'node:path'
import {pathToFileURL} from 'node:url'
import type {Finding} from '../lib/checks/engine/finding.ts'
import type {RuleText} from '../lib/checks/engine/rule.ts'
import {printableJson} from '../lib/output/printable.ts'
import {isNoteworthy} from './plain-lines.ts'

/**
 * Findings as a SARIF 2.1.0 log, the format of code scanners (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). Leaves out findings that
 * are ok or skipped, because scanners show every result as a problem.
 */
export function sarif(
  findings: readonly Finding[],
  {version, rules}: {readonly version: string; readonly rules: readonly RuleText[]},
): string {
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {driver: {name: 'vkctl', version, rules: rules.map(rule => descriptor(rule))}},
        columnKind: 'utf16CodeUnits',
        results: findings.filter(isNoteworthy).map(finding => result(finding, rules)),
      },
    ],
  }
  return `${printableJson(JSON.stringify(log, undefined, 2))}\n`
}

function descriptor({id, category, title, page: {symptom, cause, fix}}: RuleText) {
  return {
    id,
    shortDescription: {text: `${title}.`},
    fullDescription: {text: cause},
    help: {text: `Symptom: ${symptom}\n\nCause: ${cause}\n\nFix: ${fix}`},
    properties: {tags: [category]},
  }
}

/** A check that could not run is an error too. SARIF has the kind `open` for it, but without a level, so scanners would ignore it. */
function result(finding: Finding, rules: readonly RuleText[]) {
  const {id, verdict, target, message, remedy, because} = finding
  const cause = because === undefined ? '' : `Because of ${because.id}`
  const ruleIndex = rules.findIndex(rule => rule.id === id)
  const seen = verdict === 'unknown' ? `could not be checked: ${message}` : message
  return {
    ruleId: id,
    ...(ruleIndex !== -1 && {ruleIndex}),
    kind: 'fail',
    level: verdict === 'warning' ? 'warning' : 'error',
    message: {text: [`${target}: ${seen}`, cause, remedy].filter(line => line !== '').join('\n')},
    locations: [location(finding)],
    properties: {verdict, ...(because !== undefined && {because})},
  }
}

function location({target, category, location: place}: Finding) {
  const logicalLocations = [{name: target, fullyQualifiedName: `${category}/${target}`, kind: 'resource'}]
  if (place === undefined) return {logicalLocations}
  return {physicalLocation: {artifactLocation: {uri: fileUri(place.file)}, region: {startLine: place.line}}, logicalLocations}
}

/** Relative paths stay relative: scanners find them in the checkout. */
function fileUri(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href
  return file
    .split(sep === '/' ? '/' : /[/\\]/)
    .map(part => encodeURIComponent(part))
    .join('/')
}
