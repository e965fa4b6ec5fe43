import {stripVTControlCharacters} from 'node:util'
import {describe, expect, it} from '@jest/globals'
import stringWidth from 'string-width'
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
  it('shows each step, what it changes, and that it was a dry run', async () => {
    expect(await planReport(steps, {colour: false})).toBe(
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

  it('is in colour on a terminal: green, yellow and red', async () => {
    const report = await planReport(steps, {colour: true})
    expect(report).toContain('\u001B[33m  ~ image: i:1 -> i:2\u001B[39m')
    expect(report).toContain('\u001B[32m      + quota.cpu: 20\u001B[39m')
    expect(report).toContain('\u001B[91m  - NetworkPolicy ns/vk\u001B[39m')
  })

  it('says in words that nothing would change', async () => {
    expect(await planReport([], {colour: true})).toBe('Nothing would change.\n')
  })

  it('shows no control characters and no commands of CI systems that are in a value', async () => {
    const [from, to] = ['\u001B[31mred', 'x\n::error::y']
    const report = await planReport([{step: 's', description: 'd', changes: [{action: 'change', target: 't', path: null, from, to}]}], {
      colour: false,
    })
    expect(report).toContain(String.raw`  ~ t: red -> x\n::error::y`)
    expect(report).not.toMatch(/^::/m)
    expect(report).not.toContain('\u001B')
  })

  it.each([40, 60, 80, 120, 200])('fits into %i columns, and nothing is lost', async columns => {
    const [from, to] = ['the words of the old value '.repeat(4).trim(), 'those of the new one '.repeat(4).trim()]
    const changes = [{action: 'change', target: 'values', path: 'a.b', from, to} as const]
    const report = await planReport([{step: 's', description: 'Change what has a long description', changes}], {colour: true, columns})
    for (const line of report.split('\n')) expect(stringWidth(line)).toBeLessThan(columns)
    expect(stripVTControlCharacters(report).replaceAll(/\s+/g, ' ')).toContain(`~ a.b: ${from} -> ${to}`)
    expect(stripVTControlCharacters(report)).toMatch(/^ {6}~ a\.b/m)
  })
})
