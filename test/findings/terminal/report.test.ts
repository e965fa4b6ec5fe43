import {stripVTControlCharacters} from 'node:util'
import {describe, expect, it} from '@jest/globals'
import stringWidth from 'string-width'
import type {Layout} from '../../../src/findings/terminal/layout.ts'
import {findingsReport} from '../../../src/findings/terminal/report.ts'
import type {Finding} from '../../../src/lib/checks/engine/finding.ts'
import {finding} from '../finding.ts'

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

2 problems, 1 check could not run, 1 warning; 1 check passed, 1 skipped.
--verbose lists them.
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
    expect(text).toMatch(/^c\n {2}ok {7}Its node is ready: Node n is Ready \(provider-registered\)\n\nvk-linux\n/)
    expect(text).toContain(
      '\n  skipped  Its node is ready: Not checked, because the check node-ready is not\n           ok (node-labels)\n',
    )
    expect(text).toMatch(/\n2 problems, 1 check could not run, 1 warning; 1 check passed, 1 skipped\.\n$/)
  })

  it('are only counted when all is well', async () => {
    expect(await report([finding({verdict: 'ok'}), finding({verdict: 'ok'})])).toBe('2 checks passed. --verbose lists them.\n')
    expect(await report([])).toBe('No checks ran.\n')
  })

  it('begin with what is well, a line each, and end with the time', async () => {
    const well = [
      {status: 'Ready', isGood: true, text: 'node-a (Linux, 5m)'},
      {status: 'Unknown', isGood: false, text: 'node-b (Linux, 5m)'},
    ]
    const text = await findingsReport([finding({verdict: 'ok'})], {columns: 80, colour: false, all: false, elapsedMs: 4210}, well)
    expect(text).toBe('Ready    node-a (Linux, 5m)\nUnknown  node-b (Linux, 5m)\n\n1 check passed (4.2 s). --verbose lists them.\n')
    expect(await report([finding({verdict: 'ok'})], {all: true, elapsedMs: 65_000})).toContain('\n1 check passed (1 min 5 s).\n')
  })

  it('are only those that fail the run with --only-show-errors; warnings are counted', async () => {
    const text = await findingsReport(findings, {columns: 80, colour: false, all: false, onlyErrors: true}, [
      {status: 'Ready', isGood: true, text: 'node-a'},
    ])
    expect(text).not.toMatch(/nearly full|node-a/)
    expect(text).toMatch(/ {2}unknown .*[^]* {2}problem .*[^]*, 1 warning;/)
  })

  it.each([10, 40, 60, 80, 120, 200])('fit into %i columns, but for what is to be copied', async columns => {
    const message = 'The identity of the connector (principal 0000-1111) may not create anything at 資源群組 資源群組 資源群組 at all.'
    const remedy = `az role assignment create --assignee-object-id 0000-1111 --role "${'long '.repeat(20)}"\nAsk somebody who may do that, whoever it is, or use another group.`
    const text = await report([finding({message, remedy, commands: remedy.split('\n').slice(0, 1)})], {columns})
    const lines = text.split('\n').filter(line => !line.includes('az role'))
    // A word is never broken.
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(Math.max(columns - 1, 20))
    expect(text.replaceAll(/\s+/g, ' ')).toContain(message)
    expect(text).toContain(`           ${remedy.split('\n')[0]}\n`)
  })

  it('break sentences that begin with a small letter, and no part of a manifest', async () => {
    const [sentence, yaml] = [`helm ${'may help '.repeat(12)}here.`, `tolerations: [{${'key: a, '.repeat(12)}}]`]
    const lines = (await report([finding({remedy: `${sentence}\n${yaml}`, snippets: [yaml]})])).split('\n')
    expect(lines).toContain(`           ${yaml}`)
    expect(lines).not.toContain(`           ${sentence}`)
  })

  it('say of a manifest which line is meant', async () => {
    expect(await report([finding({location: {file: 'a.yaml', line: 3}})])).toContain('problem  a.yaml:3: Node n is not Ready. (node-ready)')
  })

  it('have a message that does not fill the window, and say where the rest is', async () => {
    const text = await report([finding({message: `The value is ${'long '.repeat(1000)}end.`})])
    expect(text.split('\n').length).toBeLessThan(25)
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(/ lo… \(the rest: -o json\) \(node-ready\)/)
  })

  it('cannot move the cursor or colour anything', async () => {
    const text = await report([finding({message: 'a\u001B[2Jb\u0007\tc\r', target: 'x\u001B]0;y\u0007z', remedy: 'd\u009B1A'})])
    expect(text).not.toMatch(/[^\n\u0020-\u007E]/)
    expect(text).toContain('ab c')
  })

  it('are coloured by verdict when there is colour', async () => {
    const text = await report(findings, {colour: true})
    expect(text).toContain('\u001B[91mproblem\u001B[39m  Node n is not Ready.')
    expect(text).toContain('\u001B[1mvk-linux\u001B[22m\n')
    expect(stripVTControlCharacters(text)).toBe(await report(findings))
  })
})
