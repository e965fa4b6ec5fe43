import type {Finding} from '../lib/checks/engine/finding.ts'
import {printable} from '../lib/output/printable.ts'
import {fails, type FailOn} from './fail-on.ts'
import {isNoteworthy} from './plain-lines.ts'

/**
 * Findings as workflow commands of GitHub Actions, which shows them as annotations, at the line of a manifest if there is one. Leaves out findings that are ok or
 * skipped. https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubAnnotations(findings: readonly Finding[], failOn: FailOn): string {
  return lines(findings, finding => {
    const {target, location} = finding
    const place = location === undefined ? {} : {file: location.file, line: String(location.line)}
    const properties = Object.entries({...place, title: `${target} (${finding.id})`}).map(
      ([name, value]) => `${name}=${githubProperty(value)}`,
    )
    return `::${levelOf(finding, failOn)} ${properties.join(',')}::${githubData(textOf(finding))}`
  })
}

/** The same as logging commands of Azure Pipelines. https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands */
export function azurePipelinesIssues(findings: readonly Finding[], failOn: FailOn): string {
  return lines(findings, finding => {
    const {id, target, location} = finding
    const place = location === undefined ? {} : {sourcepath: location.file, linenumber: String(location.line)}
    const properties = Object.entries({type: levelOf(finding, failOn), ...place, code: id}).map(([name, value]) => `${name}=${vso(value)}`)
    return `##vso[task.logissue ${properties.join(';')}]${vso(`${target}: ${textOf(finding)}`)}`
  })
}

function lines(findings: readonly Finding[], lineOf: (finding: Finding) => string): string {
  return findings
    .filter(isNoteworthy)
    .map(finding => `${lineOf(finding)}\n`)
    .join('')
}

/** Both know the same two words. */
function levelOf(finding: Finding, failOn: FailOn): 'error' | 'warning' {
  return fails(finding, failOn) ? 'error' : 'warning'
}

function textOf({message, remedy, because}: Finding): string {
  const further = because === undefined ? remedy : `Because of ${because.id}.`
  return further === '' ? message : `${message}\n${further}`
}

/** As the toolkit of GitHub encodes it (actions/toolkit, packages/core/src/command.ts). */
function githubData(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function githubProperty(text: string): string {
  return githubData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/** As the task library of Azure Pipelines encodes it (microsoft/azure-pipelines-task-lib, node/taskcommand.ts). */
function vso(text: string): string {
  return printable(text)
    .replaceAll('%', '%AZP25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replaceAll(']', '%5D')
    .replaceAll(';', '%3B')
}
