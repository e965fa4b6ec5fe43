import {xmlAttribute, xmlText} from '../lib/output/xml.ts'
import type {DrillResult} from './drill.ts'

/** Drills as JUnit XML: a test case for each scenario. */
export function drillJunit(results: readonly DrillResult[]): string {
  const failures = results.filter(({survived}) => !survived).length
  const seconds = results.reduce((sum, one) => sum + one.seconds, 0).toFixed(1)
  const counts = `tests="${results.length}" failures="${failures}" errors="0" skipped="0" time="${seconds}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="vkctl drills" ${counts}>`,
    `  <testsuite name="vkctl drills" ${counts}>`,
    ...results.flatMap(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function testCase({scenario, title, reason, exitCode, seconds, output}: DrillResult): readonly string[] {
  const text = `${title}\n${reason}\nExit code: ${exitCode}`
  return [
    `    <testcase name="${xmlAttribute(scenario)}" classname="vkctl.drills" time="${seconds.toFixed(1)}">`,
    ...(reason === null ? [] : [`      <failure type="not survived" message="${xmlAttribute(reason)}">${xmlText(text)}</failure>`]),
    `      <system-out>${xmlText(output)}</system-out>`,
    '    </testcase>',
  ]
}
