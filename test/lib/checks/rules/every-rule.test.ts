import {describe, expect, it} from '@jest/globals'
import {allRules, clusterRules, connectorRules, preflightRules, smokeRules} from '../../../../src/lib/checks/catalogue.ts'
import type {ConnectorSubject, ConnectorValues} from '../../../../src/lib/checks/facts/connector-values.ts'
import {unknown} from '../../../../src/lib/checks/engine/fact.ts'
import type {Finding} from '../../../../src/lib/checks/engine/finding.ts'
import {judge} from '../../../../src/lib/checks/engine/judge.ts'
import type {Rule} from '../../../../src/lib/checks/engine/rule.ts'
import {NotAllowedError} from '../../../../src/lib/errors.ts'
import {factsOf, subject, well} from '../well.ts'
import {ruleCases} from './cases/all.ts'
import {manifestCases} from './cases/manifest/all.ts'

// Every rule, with the facts as its cases have them, with each fact absent, and with each fact unreadable.

type AnyRule = Rule<ConnectorSubject, ConnectorValues>

const all: readonly AnyRule[] = [...new Set([...clusterRules, ...connectorRules, ...smokeRules, ...preflightRules.connector] as AnyRule[])]

/** What there is when a thing is not there. */
const absent: Partial<Record<keyof ConnectorValues, unknown>> = {
  helm: undefined,
  node: undefined,
  lease: undefined,
  clientCa: undefined,
  ownNamespace: undefined,
  credentials: undefined,
  identity: undefined,
  refusedSignIn: undefined,
  permission: undefined,
  network: undefined,
  virtualNetwork: undefined,
  networkPermission: undefined,
  log: '',
  smoke: undefined,
}

function run(rule: AnyRule, facts: Partial<ConnectorValues>, about: Partial<ConnectorSubject> = {}): Finding {
  const [finding] = judge([rule], {...subject, ...about}, factsOf({...well, ...facts}), {
    target: {resourceGroup: 'g', clusterName: 'c'},
  })
  if (finding === undefined) throw new Error(`${rule.id} said nothing.`)
  return finding
}

const exactly = (text: string): RegExp => new RegExp(`^${text.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)}$`)

describe('the catalogue', () => {
  it('has ids of their own, in lower case with dashes', () => {
    const ids = allRules.map(({id}) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter(id => !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id))).toEqual([])
  })

  it('has titles that differ, short sentences without a period', () => {
    const titles = allRules.map(({title}) => title)
    expect(new Set(titles).size).toBe(titles.length)
    expect(titles.filter(title => !/^[A-Z][^`]{9,79}$/.test(title) || /[.!]$/.test(title))).toEqual([])
  })

  it('sets commands and options in pages as code', () => {
    // A command is a tool and one of its verbs; an option has two dashes. Pages are Markdown, remedies are not: a remedy is often nothing but a command.
    const command = /(^|\s)(--[a-z]|(az|kubectl|helm|docker|vkctl) (?!and\b)[a-z]|(install|remove)-connector\b)/
    const prose = (text: string): string => text.replaceAll(/`[^`]+`/g, '…')
    const bare = allRules.flatMap(({id, page}) =>
      Object.values(page)
        .filter(text => command.test(prose(text)) || prose(text).includes('`'))
        .map(text => `${id}: ${text}`),
    )
    expect(bare).toEqual([])
  })

  it('has a page of whole sentences for each', () => {
    for (const {id, page} of allRules) {
      for (const text of [page.symptom, page.cause, page.fix]) expect(`${id}: ${text}`).toMatch(/: \S.*[.]$/s)
    }
  })

  it('puts what a rule stands on before it', () => {
    const order = [...clusterRules, ...connectorRules].map(({id}) => id)
    const wrong = [...clusterRules, ...connectorRules].flatMap(({id, after = []}) =>
      after.filter(other => !order.slice(0, order.indexOf(id)).includes(other)).map(other => `${id} after ${other}`),
    )
    expect(wrong).toEqual([])
  })

  it('has cases for every rule and no others', () => {
    expect([...Object.keys(ruleCases), ...Object.keys(manifestCases)].toSorted()).toEqual(allRules.map(({id}) => id).toSorted())
  })
})

describe.each(all.map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
  const {fires, quiet} = ruleCases[id] ?? {fires: [], quiet: []}

  it('is content with a connector that is well, and says what it saw', () => {
    const {verdict, message, target, title} = run(rule, {})
    expect(['ok', 'skipped']).toContain(verdict)
    expect([message, target, title].every(text => text !== '')).toBe(true)
  })

  it('has a case that makes it fire and one that does not', () => {
    expect([fires.length, quiet.length].every(count => count > 0)).toBe(true)
    expect(fires.filter(({verdict}) => verdict === 'ok' || verdict === 'skipped')).toEqual([])
    expect(quiet.filter(({verdict}) => verdict === 'problem' || verdict === 'warning')).toEqual([])
  })

  it.each([...fires.map(one => [one.name, one, 'problem'] as const), ...quiet.map(one => [one.name, one, 'ok'] as const)])(
    '%s',
    (_, {facts, subject: about, verdict, message, remedy = /.*/}, usual) => {
      expect(run(rule, facts ?? {}, about)).toMatchObject({
        verdict: verdict ?? usual,
        message: expect.stringMatching(message),
        remedy: expect.stringMatching(typeof remedy === 'string' ? exactly(remedy) : remedy),
      })
    },
  )

  it.each(rule.needs.map(name => [name]))('is unknown, with the reason and what to do, when nobody may read %s', name => {
    const error = new NotAllowedError('pods is forbidden', {hints: ['Ask for this right.']})
    const facts = {...factsOf(well), [name]: unknown(error.message, error)}
    expect(judge([rule], subject, facts)).toMatchObject([
      {verdict: 'unknown', message: 'pods is forbidden', remedy: 'Ask for this right.', target: rule.target ?? subject.target},
    ])
  })

  it('does not take what is missing for something that it could not read', () => {
    for (const name of rule.needs.filter(need => need in absent || Array.isArray(well[need]))) {
      const found = run(rule, {[name]: name in absent ? absent[name] : []})
      expect(`${name}: ${found.verdict}`).not.toBe(`${name}: unknown`)
      expect(found.message).not.toMatch(/undefined|null|NaN|\[object/)
    }
  })
})
