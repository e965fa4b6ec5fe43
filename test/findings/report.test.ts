import {stripVTControlCharacters} from 'node:util'
import {describe, expect, it} from '@jest/globals'
import stringWidth from 'string-width'
import {findingsReport, type Layout} from '../../src/findings/report.ts'
import type {Finding} from '../../src/lib/checks/engine/finding.ts'
import {finding} from './finding.ts'

const report = (findings: readonly Finding[], layout: Partial<Layout> = {}) =>
  findingsReport(findings, {columns: 80, colour: false, all: false, ...layout})

const findings = [
  finding({id: 'provider-registered', category: 'azure', verdict: 'ok', target: 'c'}),
  finding({id: 'lease-fresh', category: 'node', verdict: 'unknown', message: 'Could not read leases', remedy: 'Ask the administrator.'}),
  finding({id: 'group-open', category: 'azure', verdict: 'warning', message: 'The group is nearly full.', remedy: ''}),
  finding({id: 'node-ready', category: 'node', verdict: 'problem'}),
  finding({id: 'node-labels', category: 'node', verdict: 'skipped', message: 'Not checked, because the check node-ready is not ok'}),
  finding({id: 'node-ready', verdict: 'problem', target: 'vk-windows', remedy: 'vkctl a\nvkctl b'}),
]

describe('findings on a terminal', () => {
  it('are grouped by target, with remedies below; what is well is counted', async () => {
    expect(await report(findings)).toBe(`vk-linux
  unknown  Could not read leases (lease-fresh)
           Ask the administrator.
  warning  The group is nearly full. (group-open)
  problem  Node n is not Ready. (node-ready)
           kubectl describe node n

vk-windows
  problem  Node n is not Ready. (node-ready)
           vkctl a
           vkctl b

2 problems, 1 unknown, 1 warning, 1 ok, 1 skipped. --verbose shows all.
`)
  })

  it('that follow from another one are below it, without a remedy of their own', async () => {
    const because = {id: 'pod-ready', target: 'vk-linux'}
    const tree = [
      finding({id: 'pod-ready', message: 'The pod is not ready.', remedy: 'kubectl logs p'}),
      finding({id: 'node-ready', because}),
      finding({id: 'pods-placeable', target: 'c', message: 'A pod waits.', because: {id: 'node-ready', target: 'vk-linux'}}),
      finding({id: 'single-pod', verdict: 'warning', message: 'Two pods.', remedy: ''}),
    ]
    expect(await report(tree)).toBe(`vk-linux
  problem  The pod is not ready. (pod-ready)
           kubectl logs p
           Because of this:
             problem  Node n is not Ready. (node-ready)
             problem  c: A pod waits. (pods-placeable)
  warning  Two pods. (single-pod)

3 problems, 1 warning.
`)
  })

  it('are all shown when asked for', async () => {
    const text = await report(findings, {all: true})
    expect(text).toMatch(/^c\n {2}ok {7}Node n is Ready \(provider-registered\)\n\nvk-linux\n/)
    expect(text).toContain('\n  skipped  Not checked, because the check node-ready is not ok (node-labels)\n')
    expect(text).toMatch(/\n2 problems, 1 unknown, 1 warning, 1 ok, 1 skipped\.\n$/)
  })

  it('are only counted when all is well', async () => {
    expect(await report([finding({verdict: 'ok'}), finding({verdict: 'ok'})])).toBe('2 ok. --verbose shows all.\n')
    expect(await report([])).toBe('No checks ran.\n')
  })

  it.each([10, 40, 60, 80, 200])('fit into %i columns, but for what is to be copied', async columns => {
    const message = 'The identity of the connector (principal 0000-1111) may not create anything at 資源群組 資源群組 資源群組 at all.'
    const remedy = `az role assignment create --assignee-object-id 0000-1111 --role "${'long '.repeat(20)}"\nAsk somebody who may do that, whoever it is, or use another group.`
    const text = await report([finding({message, remedy})], {columns})
    const lines = text.split('\n').filter(line => !line.includes('az role'))
    // 11 for the margin and 20 for the text are needed at least; the last line is for the terminal to break.
    for (const line of lines.slice(0, -2)) expect(stringWidth(line)).toBeLessThanOrEqual(Math.max(columns - 1, 31))
    expect(text.replaceAll(/\s+/g, ' ')).toContain(message)
    expect(text).toContain(`           ${remedy.split('\n')[0]}\n`)
  })

  it('say of a manifest which line is meant', async () => {
    expect(await report([finding({location: {file: 'a.yaml', line: 3}})])).toContain('problem  a.yaml:3: Node n is not Ready. (node-ready)')
  })

  it('cannot move the cursor or colour anything', async () => {
    const text = await report([finding({message: 'a\u001B[2Jb\u0007\tc\r', target: 'x\u001B]0;y\u0007z', remedy: 'd\u009B1A'})])
    expect(text).not.toMatch(/[^\n\u0020-\u007E]/)
    expect(text).toContain('ab c')
  })

  it('are coloured by verdict when there is colour', async () => {
    const text = await report(findings, {colour: true})
    expect(text).toContain('\u001B[91mproblem  \u001B[39mNode n is not Ready.')
    expect(text).toContain('\u001B[1mvk-linux\u001B[22m\n')
    expect(stripVTControlCharacters(text)).toBe(await report(findings))
  })
})
