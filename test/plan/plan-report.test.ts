import {describe, expect, it} from '@jest/globals'
import type {PlannedStep} from '../../src/lib/connector/install/changes/planned-steps.ts'
import {planReport} from '../../src/plan/plan-report.ts'

const steps: readonly PlannedStep[] = [
  {
    step: 'upgrade',
    description: 'Deploying vk using Helm',
    changes: [
      {action: 'change', target: 'image', path: null, from: 'i:1', to: 'i:2'},
      {action: 'create', target: 'values', path: 'quota.cpu', from: null, to: '20'},
      {action: 'delete', target: 'values', path: 'list', from: ['a'], to: null},
      {action: 'delete', target: 'NetworkPolicy ns/vk', path: null, from: null, to: null},
    ],
  },
  {step: 'record', description: 'Write the record\nof vk', changes: []},
]

describe('a plan for people', () => {
  it('shows each step, what it changes, and that it was a dry run', () => {
    expect(planReport(steps, {colour: false})).toBe(
      [
        'Deploying vk using Helm',
        '  ~ image: i:1 -> i:2',
        '  ~ values',
        '      + quota.cpu: 20',
        '      - list: ["a"]',
        '  - NetworkPolicy ns/vk',
        String.raw`Write the record\nof vk`,
        '',
        'This was a dry run. Nothing was changed.',
        '',
      ].join('\n'),
    )
  })

  it('is in colour on a terminal: green, yellow and red', () => {
    const report = planReport(steps, {colour: true})
    expect(report).toContain('\u001B[93m~ image: i:1 -> i:2\u001B[39m')
    expect(report).toContain('\u001B[92m+ quota.cpu: 20\u001B[39m')
    expect(report).toContain('\u001B[91m- NetworkPolicy ns/vk\u001B[39m')
  })

  it('says in words that nothing would change', () => {
    expect(planReport([], {colour: true})).toBe('Nothing would change.\n')
  })

  it('shows no control characters and no commands of CI systems that are in a value', () => {
    const [from, to] = ['\u001B[31mred', 'x\n::error::y']
    const report = planReport([{step: 's', description: 'd', changes: [{action: 'change', target: 't', path: null, from, to}]}], {
      colour: false,
    })
    expect(report).toContain(String.raw`  ~ t: red -> x\n::error::y`)
    expect(report).not.toMatch(/^::/m)
    expect(report).not.toContain('\u001B')
  })
})
