import {azurePipelinesIssues, githubAnnotations} from './annotations.ts'
import type {FailOn} from './fail-on.ts'
import type {About} from './html/about.ts'
import {htmlPage} from './html/page.ts'
import {junit} from './junit.ts'
import {markdown} from './markdown.ts'
import {sarif} from './sarif.ts'
import {allRules} from '../lib/checks/catalogue.ts'
import type {Validation} from '../lib/connector/validation/validate.ts'

/** The formats that only `validate` has. */
export const furtherFormats = ['junit', 'sarif', 'html', 'markdown', 'github', 'azure-pipelines'] as const

/** A function for each of these formats that writes the result in it. */
export function furtherWriters(
  about: About,
  failOn: FailOn,
): Readonly<Record<(typeof furtherFormats)[number], (value: Validation) => string>> {
  return {
    junit: ({findings}) => junit(findings, failOn),
    sarif: ({findings}) => sarif(findings, {version: about.version, rules: allRules}),
    html: validation => htmlPage(validation, about),
    markdown: validation => markdown(validation, failOn),
    github: ({findings}) => githubAnnotations(findings, failOn),
    'azure-pipelines': ({findings}) => azurePipelinesIssues(findings, failOn),
  }
}
