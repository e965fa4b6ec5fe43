import {describe, expect, it} from '@jest/globals'
import {fails} from '../../src/findings/fail-on.ts'
import {sayPlainly} from '../../src/findings/plain-lines.ts'
import type {Finding, Verdict} from '../../src/lib/checks/engine/finding.ts'
import {openConsole} from '../../src/lib/output/console.ts'
import {finding} from './finding.ts'

function said(findings: readonly Finding[], verbosity: 'warning' | 'info' = 'warning'): string {
  let text = ''
  const console = openConsole({
    isTerminal: false,
    redraws: false,
    columns: 80,
    colour: false,
    say(more) {
      text += more
    },
  })
  console.configure({verbosity})
  sayPlainly(findings, console)
  return text
}

describe('findings in a log', () => {
  it('are a line each with the remedy below; what is well is for --verbose', () => {
    const findings = [finding(), finding({verdict: 'ok'}), finding({verdict: 'skipped', message: 'Not checked'})]
    expect(said(findings)).toBe('WARNING: problem: vk-linux: Node n is not Ready.\nkubectl describe node n\n')
    expect(said(findings, 'info')).toBe(
      'WARNING: problem: vk-linux: Node n is not Ready.\nkubectl describe node n\nINFO: ok: vk-linux: Node n is Ready (node-ready)\nINFO: skipped: vk-linux: Not checked (node-ready)\n',
    )
  })

  it('say once what is the same for several checks', () => {
    const unknown = {verdict: 'unknown', message: 'No rights', remedy: ''} as const
    expect(said([finding({...unknown, id: 'a'}), finding({...unknown, id: 'b'}), finding({...unknown, target: 'vk-windows'})])).toBe(
      'WARNING: unknown: vk-linux, vk-windows: No rights (3 checks)\n',
    )
  })

  it('indent further lines, so that what was read does not look like a finding', () => {
    const target = 'vk\nWARNING: problem: other'
    expect(said([finding({target, message: 'The log says:\nproblem: all is lost'})])).toBe(
      'WARNING: problem: vk\n  WARNING: problem: other: The log says:\n  problem: all is lost\nkubectl describe node n\n',
    )
  })

  it('name the line of a manifest', () => {
    expect(said([finding({location: {file: 'a.yaml', line: 3}, remedy: ''})])).toBe(
      'WARNING: problem: a.yaml:3: vk-linux: Node n is not Ready.\n',
    )
  })
})

describe('--fail-on', () => {
  it.each<[Verdict, boolean, boolean]>([
    ['ok', false, false],
    ['skipped', false, false],
    ['warning', false, true],
    ['problem', true, true],
    ['unknown', true, true],
  ])('%s', (verdict, onProblem, onWarning) => {
    expect([fails({verdict}, 'problem'), fails({verdict}, 'warning')]).toEqual([onProblem, onWarning])
  })
})
