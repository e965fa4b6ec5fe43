import {beforeAll, describe, expect, it} from '@jest/globals'
import {clusterRules, connectorRules, preflightRules, smokeRules} from '../../../src/lib/checks/catalogue.ts'
import {judge} from '../../../src/lib/checks/engine/judge.ts'
import type {Rule} from '../../../src/lib/checks/engine/rule.ts'
import type {ConnectorSubject, ConnectorValues} from '../../../src/lib/checks/facts/connector-values.ts'
import type {CommandTarget} from '../../../src/lib/printed-commands/command-target.ts'
import type {Surface} from '../../../src/surface.ts'
import {ruleCases} from '../checks/rules/cases/all.ts'
import {factsOf, subject, well} from '../checks/well.ts'
import {faultsOf, surfaceOfSource} from './surface-words.ts'

// What every rule says to do, when it fires as its cases have it: the commands are complete, and vkctl knows its own.

type AnyRule = Rule<ConnectorSubject, ConnectorValues>

const rules = [...new Set([...clusterRules, ...connectorRules, ...smokeRules, ...preflightRules.connector] as AnyRule[])]

interface Advised {
  readonly id: string
  readonly line: string
  readonly isCommand: boolean
}

function advised(target: CommandTarget): readonly Advised[] {
  const [twoReleases, another] = [{}, {target: 'aci', nodeName: 'virtual-node'}]
  return rules.flatMap(rule =>
    (ruleCases[rule.id]?.fires ?? []).flatMap(({facts, subject: about}) =>
      [twoReleases, another].flatMap(of =>
        judge([rule], {...subject, ...about, ...of}, factsOf({...well, ...facts}), {target}).flatMap(({id, remedy, commands = []}) =>
          remedy === '' ? [] : remedy.split('\n').map(line => ({id, line, isCommand: commands.includes(line)})),
        ),
      ),
    ),
  )
}

const own = {resourceGroup: 'rg-1', clusterName: 'aks-1', subscription: 'sub-1', kubeconfig: '/k/config', context: 'ctx-1'}
const all = advised(own)
const commandsOf = (program: string, from = all): readonly Advised[] =>
  from.filter(({line, isCommand}) => isCommand && line.startsWith(`${program} `))
const without = (found: readonly Advised[], ...options: readonly string[]): readonly string[] =>
  found.filter(({line}) => !options.every(option => ` ${line} `.includes(` ${option} `))).map(({id, line}) => `${id}: ${line}`)

describe('the commands in remedies', () => {
  let surface: Surface
  beforeAll(async () => {
    surface = await surfaceOfSource()
  })

  it.each<[string, CommandTarget]>([
    ['with Azure and a context', own],
    ['with Azure', {resourceGroup: 'rg-1', clusterName: 'aks-1', admin: true}],
    ['with a context alone', {context: 'ctx-1'}],
    ['without a cluster', {}],
  ])('of vkctl are commands of this vkctl, complete: %s', (_, target) => {
    const found = commandsOf('vkctl', advised(target))
    expect(found.length).toBeGreaterThan(50)
    const wrong = found.flatMap(({id, line}) => faultsOf(surface, line.split(' ').slice(1)).map(fault => `${id}: ${line}: ${fault}`))
    expect([...new Set(wrong)]).toEqual([])
  })

  it('of vkctl name the cluster that this run was about, and the connector', () => {
    const ofClusters = commandsOf('vkctl').filter(({line}) => !/^vkctl (provider|orphans) /.test(line))
    expect(
      without(ofClusters, '--resource-group rg-1', '--name aks-1', '--subscription sub-1', '--kubeconfig /k/config', '--context ctx-1'),
    ).toEqual([])
    const installs = commandsOf('vkctl').filter(({line}) => /^vkctl (install|remove)-connector /.test(line))
    expect(installs.filter(({line}) => !/ (--connector-name \S+ --os-type \S+|--adopt \S+|--node \S+) /.test(line))).toEqual([])
  })

  it('of kubectl and helm name the kubeconfig and the context', () => {
    expect(commandsOf('kubectl').length).toBeGreaterThan(30)
    expect(without(commandsOf('kubectl'), '--kubeconfig /k/config', '--context ctx-1')).toEqual([])
    expect(without(commandsOf('helm'), '--kubeconfig /k/config', '--kube-context ctx-1')).toEqual([])
  })

  it('of az name the subscription, or an id that does', () => {
    expect(commandsOf('az').length).toBeGreaterThan(20)
    expect(
      without(
        commandsOf('az').filter(({line}) => !/ --(ids|subscription) /.test(line)),
        '--subscription sub-1',
      ),
    ).toEqual([])
  })

  it('stand on lines of their own', () => {
    const within =
      /\b(?:kubectl (?:get|describe|delete|label|taint|logs|uncordon|scale|rollout|create|wait|patch|run)|helm (?:uninstall|rollback|history|upgrade)|az [a-z-]+ .*--|vkctl [a-z]+(?:-connector)? --) ?/
    expect([...new Set(all.filter(({line, isCommand}) => !isCommand && within.test(line)).map(({id, line}) => `${id}: ${line}`))]).toEqual(
      [],
    )
  })

  it('do not leave a pod of a virtual node to kubectl describe, because vkctl why knows more', () => {
    expect(all.filter(({id, line}) => line.startsWith('kubectl describe pod') && id !== 'pod-ready')).toEqual([])
  })
})
