import {describe, expect, it} from '@jest/globals'
import {junit} from '../../src/findings/junit.ts'
import type {Finding} from '../../src/lib/checks/engine/finding.ts'
import {finding} from './finding.ts'
import {parseXml} from './xml.ts'

const findings = [
  finding({id: 'provider-registered', category: 'azure', verdict: 'ok', target: 'c', message: 'It is Registered'}),
  finding({id: 'node-ready', verdict: 'problem'}),
  finding({id: 'lease-fresh', verdict: 'unknown', message: 'Could not read leases', remedy: ''}),
  finding({id: 'group-open', category: 'azure', verdict: 'warning', message: 'Nearly full.', remedy: ''}),
  finding({id: 'node-labels', verdict: 'skipped', message: 'Not checked, because the check node-ready is not ok'}),
]

describe('findings as JUnit XML', () => {
  it('are a suite for each target and a test case for each finding', () => {
    const root = parseXml(junit(findings, 'problem'))
    expect({name: root.name, ...root.attributes}).toEqual({
      name: 'vkctl validate',
      tests: '5',
      failures: '2',
      errors: '0',
      skipped: '1',
    })
    expect(root.children.map(({name, attributes}) => ({element: name, ...attributes}))).toEqual([
      {element: 'testsuite', name: 'c', tests: '1', failures: '0', errors: '0', skipped: '0'},
      {element: 'testsuite', name: 'vk-linux', tests: '4', failures: '2', errors: '0', skipped: '1'},
    ])
    const cases = root.children.flatMap(({children}) => children)
    expect(cases.map(({name, attributes, children}) => [name, attributes['name'], attributes['classname'], children[0]?.name])).toEqual([
      ['testcase', 'provider-registered', 'azure.c', 'system-out'],
      ['testcase', 'node-ready', 'node.vk-linux', 'failure'],
      ['testcase', 'lease-fresh', 'node.vk-linux', 'failure'],
      ['testcase', 'group-open', 'azure.vk-linux', 'system-out'],
      ['testcase', 'node-labels', 'node.vk-linux', 'skipped'],
    ])
    expect(cases[1]?.children[0]).toMatchObject({
      attributes: {type: 'problem', message: 'Node n is not Ready.'},
      text: 'Its node is ready: problem\nNode n is not Ready.\nkubectl describe node n',
    })
  })

  it('fail for warnings when the run does', () => {
    const root = parseXml(junit(findings, 'warning'))
    expect(root.attributes).toMatchObject({failures: '3'})
    expect(root.children[1]?.children[2]?.children[0]).toMatchObject({name: 'failure', attributes: {type: 'warning'}})
  })

  it('have the same name in every run, and one of their own', () => {
    const at = (line: number) => ({location: {file: 'a & b.yaml', line}})
    const attributes = (...list: readonly Finding[]) =>
      parseXml(junit(list, 'problem')).children.flatMap(({children}) => children.map(one => one.attributes))
    expect(attributes(finding(at(3)))).toEqual([{name: 'node-ready', classname: 'node.vk-linux', file: 'a & b.yaml', line: '3'}])
    const names = attributes(finding(at(3)), finding(at(9)), finding({id: 'x', target: 'twice'}), finding({id: 'x', target: 'twice'}))
    expect(names.map(({name}) => name)).toEqual(['node-ready (a & b.yaml:3)', 'node-ready (a & b.yaml:9)', 'x (1)', 'x (2)'])
  })

  it('stay well-formed whatever a cluster says', () => {
    const nasty = 'a < b && "c" > \'d\' ]]> \u001B[31mred\u001B[0m \u0000\u0007\u001F\uFFFE \uD800 <!-- & --> 資源 😀'
    const kept = 'a < b && "c" > \'d\' ]]> red \uFFFD \uFFFD <!-- & --> 資源 😀'
    const [suite] = parseXml(
      junit([finding({target: nasty, title: nasty, message: `${nasty}\r\nmore`, remedy: nasty})], 'problem'),
    ).children
    expect(suite?.attributes['name']).toBe(kept)
    const failure = suite?.children[0]?.children[0]
    expect(failure?.attributes['message']).toBe(`${kept}\nmore`)
    expect(failure?.text).toBe(`${kept}: problem\n${kept}\nmore\n${kept}`)
  })

  it('are a document even when there are none', () => {
    expect(parseXml(junit([], 'problem'))).toMatchObject({attributes: {tests: '0'}, children: []})
  })
})
