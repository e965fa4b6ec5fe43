import {describe, expect, it} from '@jest/globals'
import {clusterRules, connectorRules, smokeRules} from '../../../../src/lib/checks/catalogue.ts'
import type {Finding} from '../../../../src/lib/checks/engine/finding.ts'
import {judge} from '../../../../src/lib/checks/engine/judge.ts'
import type {Rule} from '../../../../src/lib/checks/engine/rule.ts'
import type {ConnectorSubject, ConnectorValues} from '../../../../src/lib/checks/facts/connector-values.ts'
import {replaceIds} from '../../../../src/lib/connector/bundle/replace-ids.ts'
import {bundleOf, bundleText} from '../../../../src/lib/connector/bundle/write-bundle.ts'
import {parseBundle} from '../../../../src/lib/connector/bundle/read-bundle.ts'
import type {Inspection} from '../../../../src/lib/connector/inspection/inspection.ts'
import {withoutSecrets} from '../../../../src/lib/connector/inspection/without-secrets.ts'
import {ruleCases} from '../../checks/rules/cases/all.ts'
import {anInspection} from './an-inspection.ts'

// Every case of every rule: what a rule says must not depend on whether its facts were just read, or read from a bundle.

type AnyRule = Rule<ConnectorSubject, ConnectorValues>

function run(rule: AnyRule, {cluster, connectors: [connector]}: Inspection): readonly Finding[] {
  if (connector === undefined) throw new Error('There is no connector.')
  return judge([rule], connector.subject, {...cluster.facts, ...connector.facts})
}

/** The same, from a bundle. */
function replayed(inspection: Inspection): Inspection {
  const {text, misfits} = bundleText(bundleOf(withoutSecrets(inspection), '0.1.0', new Date('2026-11-29T12:00:00Z')))
  expect(misfits).toEqual([])
  return parseBundle(text, 'b.json').inspection
}

const rules = [...clusterRules, ...connectorRules, ...smokeRules] as unknown as readonly AnyRule[]

describe('a bundle', () => {
  it.each(rules.map(rule => [rule.id, rule] as const))('%s says the same', (id, rule) => {
    const {fires, quiet} = ruleCases[id] ?? {fires: [], quiet: []}
    for (const one of [{name: 'well'}, ...fires, ...quiet]) {
      const inspection = anInspection(one)
      const findings = run(rule, inspection)
      expect({case: one.name, findings: run(rule, replayed(inspection))}).toEqual({case: one.name, findings})
    }
  })

  it.each(rules.map(rule => [rule.id, rule] as const))('with placeholders, %s says the same', (id, rule) => {
    const [one] = ruleCases[id]?.fires ?? []
    const inspection = anInspection(one)
    const verdictsOf = (which: Inspection) => run(rule, which).map(({verdict}) => verdict)
    expect(verdictsOf(replayed(replaceIds(inspection).inspection))).toEqual(verdictsOf(inspection))
  })
})
