import type {Finding} from '../lib/checks/engine/finding.ts'
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
        ...about.flatMap((finding, index) => testCase(finding, caseName(about, index), failOn)),
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

/** The id, which is the same in every run. If a check has several findings about one target, the line or a number follows. */
function caseName(about: readonly Finding[], index: number): string {
  const {id = '', location} = about[index] ?? {}
  const alike = about.flatMap((other, at) => (other.id === id ? [at] : []))
  if (alike.length === 1) return id
  return `${id} (${location === undefined ? alike.indexOf(index) + 1 : `${location.file}:${location.line}`})`
}

function testCase(finding: Finding, name: string, failOn: FailOn): readonly string[] {
  const {category, target, location} = finding
  const place = location === undefined ? '' : ` file="${xmlAttribute(location.file)}" line="${location.line}"`
  return [
    `    <testcase name="${xmlAttribute(name)}" classname="${xmlAttribute(`${category}.${target}`)}"${place}>`,
    `      ${outcome(finding, failOn)}`,
    '    </testcase>',
  ]
}

function outcome(finding: Finding, failOn: FailOn): string {
  const {verdict, title, message, remedy, because} = finding
  const cause = because === undefined ? '' : `Because of ${because.id}`
  const text = [`${title}: ${verdict}`, message, cause, remedy].filter(line => line !== '').join('\n')
  if (verdict === 'skipped') return `<skipped message="${xmlAttribute(message)}"/>`
  if (!fails(finding, failOn)) return `<system-out>${xmlText(text)}</system-out>`
  return `<failure type="${verdict}" message="${xmlAttribute(message)}">${xmlText(text)}</failure>`
}
