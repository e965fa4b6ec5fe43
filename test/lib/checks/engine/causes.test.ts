import {describe, expect, it} from '@jest/globals'
import {allRules, clusterRules, inOrder} from '../../../../src/lib/checks/catalogue.ts'
import {causesFirst} from '../../../../src/lib/checks/engine/causes.ts'
import type {Finding} from '../../../../src/lib/checks/engine/finding.ts'
import type {Explanation, RuleText} from '../../../../src/lib/checks/engine/rule.ts'
import {finding} from '../../../findings/finding.ts'

const about = (id: string, verdict: Finding['verdict'] = 'problem', more: Partial<Finding> = {}) =>
  finding({id, verdict, target: 'one', ...more})

function ordered(
  findings: readonly Finding[],
  relations: Readonly<Record<string, readonly Explanation[]>>,
  ofCluster: readonly string[] = [],
) {
  const rules = Object.entries(relations).map(([id, explainedBy]) => ({id, explainedBy}))
  return causesFirst(findings, {all: rules, ofCluster: ofCluster.map(id => ({id}))}).map(({id, target, because}) =>
    because === undefined ? `${target} ${id}` : `${target} ${id} because of ${because.target} ${because.id}`,
  )
}

describe('causes and consequences', () => {
  it('puts a cause before what follows from it, also where that was found first', () => {
    const findings = [about('lease'), about('node'), about('other', 'warning'), about('pod')]
    expect(ordered(findings, {lease: ['node'], node: ['pod']})).toEqual([
      'one pod',
      'one node because of one pod',
      'one lease because of one node',
      'one other',
    ])
  })

  it('puts problems before what is unknown, and that before warnings and what is well', () => {
    const verdicts = ['skipped', 'ok', 'warning', 'unknown', 'problem'] as const
    expect(
      ordered(
        verdicts.map(verdict => about(verdict, verdict)),
        {},
      ),
    ).toEqual(['one problem', 'one unknown', 'one warning', 'one ok', 'one skipped'])
  })

  it('takes the first cause of several', () => {
    expect(ordered([about('a'), about('b'), about('c')], {c: ['b', 'a']})).toEqual(['one a', 'one b', 'one c because of one b'])
  })

  it.each(['ok', 'skipped', 'unknown'] as const)('takes nothing for a cause that is %s', verdict => {
    expect(ordered([about('node'), about('pod', verdict)], {node: ['pod']})).toEqual(['one node', 'one pod'])
  })

  it('explains a warning by a warning, but not a problem', () => {
    expect(ordered([about('a', 'warning'), about('b'), about('c', 'warning')], {b: ['a'], c: ['a']})).toEqual([
      'one b',
      'one a',
      'one c because of one a',
    ])
  })

  it('takes no cause from another connector, but from the cluster, and for the cluster from a connector', () => {
    const findings = [about('pods', 'problem', {target: 'cluster'}), about('pod', 'problem', {target: 'two'}), about('node')]
    expect(ordered(findings, {node: ['pod'], pods: ['pod']}, ['pods'])).toEqual(['two pod', 'cluster pods because of two pod', 'one node'])
    expect(ordered(findings, {node: ['pods']}, ['pods'])).toEqual(['cluster pods', 'one node because of cluster pods', 'two pod'])
  })

  it('takes a cause only if its finding explains the consequence', () => {
    const object = (kind: string) => ({kind, name: 'x', paths: []})
    const relations = {node: [{id: 'drift', if: ({object: {kind} = object('')}: Finding) => kind === 'Role'}]}
    const drift = (kind: string) => about('drift', 'problem', {object: object(kind)})
    expect(ordered([about('node'), drift('Secret')], relations)).toEqual(['one node', 'one drift'])
    expect(ordered([about('node'), drift('Secret'), drift('Role')], relations)).toEqual([
      'one drift',
      'one drift',
      'one node because of one drift',
    ])
  })
})

describe('the causes that the checks declare', () => {
  const idsOf = ({explainedBy = []}: RuleText) => explainedBy.map(one => (typeof one === 'string' ? one : one.id))

  it('names checks that exist', () => {
    const known = new Set(allRules.map(({id}) => id))
    expect(allRules.flatMap(idsOf).filter(id => !known.has(id))).toEqual([])
  })

  it('has no circles', () => {
    const causes = new Map(allRules.map(rule => [rule.id, idsOf(rule)]))
    const circle = (id: string, seen: readonly string[]): readonly string[] | undefined => {
      if (seen.includes(id)) return [...seen, id]
      return causes
        .get(id)
        ?.map(cause => circle(cause, [...seen, id]))
        .find(found => found !== undefined)
    }
    expect(allRules.map(({id}) => circle(id, [])).filter(found => found !== undefined)).toEqual([])
  })

  it('do not blame a Deployment that is missing for a resource group or a location, which it did not choose', () => {
    const missing = about('objects-unchanged', 'problem', {object: {kind: 'Deployment', name: 'one', paths: []}})
    const found = inOrder([missing, about('group-exists'), about('location-offered'), about('cluster-dns'), about('pod-ready')])
    expect(found.map(({id, because}) => [id, because?.id])).toEqual([
      ['objects-unchanged', undefined],
      ['cluster-dns', 'objects-unchanged'],
      ['pod-ready', 'objects-unchanged'],
      ['group-exists', undefined],
      ['location-offered', undefined],
    ])
  })

  it('keeps every finding', () => {
    const findings = allRules.map(({id}) => about(id, 'problem', {target: clusterRules.some(rule => rule.id === id) ? 'cluster' : 'one'}))
    expect(
      inOrder(findings)
        .map(({id}) => id)
        .toSorted(),
    ).toEqual(allRules.map(({id}) => id).toSorted())
  })
})
