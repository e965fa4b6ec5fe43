import type {Finding} from '../lib/checks/finding.ts'
import {xmlAttribute, xmlText} from '../lib/output/xml.ts'
import {fails, type FailOn} from './fail-on.ts'

/** Findings as JUnit XML, the form that CI systems show as tests: a suite for each target, a test case for each finding. */
export function junit(findings: readonly Finding[], failOn: FailOn): string {
  const targets = [...new Set(findings.map(({target}) => target))]
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="vkctl validate" ${counts(findings, failOn)}>`,
    ...targets.flatMap(target => {
      const about = findings.filter(finding => finding.target === target)
      return [
        `  <testsuite name="${xmlAttribute(target)}" ${counts(about, failOn)}>`,
        ...about.flatMap(finding => testCase(finding, failOn)),
        '  </testsuite>',
      ]
    }),
    '</testsuites>',
    '',
  ].join('\n')
}

function counts(findings: readonly Finding[], failOn: FailOn): string {
  const failures = findings.filter(finding => fails(finding, failOn)).length
  const skipped = findings.filter(({verdict}) => verdict === 'skipped').length
  return `tests="${findings.length}" failures="${failures}" errors="0" skipped="${skipped}"`
}

/** The name is the id, which stays the same from run to run; of a manifest it needs the line besides. */
function testCase(finding: Finding, failOn: FailOn): readonly string[] {
  const {id, category, target, location} = finding
  const name = location === undefined ? id : `${id} (${location.file}:${location.line})`
  const place = location === undefined ? '' : ` file="${xmlAttribute(location.file)}" line="${location.line}"`
  return [
    `    <testcase name="${xmlAttribute(name)}" classname="${xmlAttribute(`${category}.${target}`)}"${place}>`,
    `      ${outcome(finding, failOn)}`,
    '    </testcase>',
  ]
}

function outcome(finding: Finding, failOn: FailOn): string {
  const {verdict, title, message, remedy} = finding
  const text = [`${title}: ${verdict}`, message, remedy].filter(line => line !== '').join('\n')
  if (verdict === 'skipped') return `<skipped message="${xmlAttribute(message)}"/>`
  if (!fails(finding, failOn)) return `<system-out>${xmlText(text)}</system-out>`
  return `<failure type="${verdict}" message="${xmlAttribute(message)}">${xmlText(text)}</failure>`
}
