import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import type {Finding} from '../../../../src/lib/checks/engine/finding.ts'
import {judge} from '../../../../src/lib/checks/engine/judge.ts'
import {rulesAbout, type Judgement} from '../../../../src/lib/checks/engine/rule.ts'

interface Values {
  readonly left: number
  readonly right: number
}

const define = rulesAbout<{readonly target: string}, Values>()
const page = {symptom: 'S.', cause: 'C.', fix: 'F.'}

function rule(id: string, verdict: Judgement['verdict'], after: readonly string[] = []) {
  return define({
    id,
    category: 'azure',
    title: id,
    page,
    needs: ['left'],
    after,
    check: (_, {left}) => ({verdict, message: `left is ${left}`}),
  })
}

const subject = {target: 'it'}
const left = known(1)
const verdicts = (findings: readonly Finding[]) => findings.map(({id, verdict, message}) => [id, verdict, message])

describe('judging', () => {
  it('runs with undefined for a fact that it can do without', () => {
    const does = define({
      ...rule('a', 'ok'),
      needs: ['left'],
      uses: ['right'],
      check: (_, {right}) => ({verdict: 'ok', message: String(right)}),
    })
    expect(judge([does], subject, {left: known(1), right: unknown('No.')})).toMatchObject([{verdict: 'ok', message: 'undefined'}])
    expect(judge([does], subject, {left: known(1), right: known(2)})).toMatchObject([{verdict: 'ok', message: '2'}])
  })

  it('tells what a rule saw, with where more is told', () => {
    expect(judge([rule('a', 'problem')], subject, {left})).toEqual([
      {
        id: 'a',
        category: 'azure',
        verdict: 'problem',
        title: 'a',
        message: 'left is 1',
        remedy: '',
        target: 'it',
        docs: 'docs/checks.md#a',
      },
    ])
  })

  it.each(['problem', 'skipped'] as const)('skips what stands on something that is %s, and what stands on that', verdict => {
    const findings = judge([rule('a', verdict), rule('b', 'ok', ['a']), rule('c', 'ok', ['b']), rule('d', 'ok')], subject, {left})
    expect(verdicts(findings)).toEqual([
      ['a', verdict, 'left is 1'],
      ['b', 'skipped', 'Not checked, because the check a is not ok'],
      ['c', 'skipped', 'Not checked, because the check b is not ok'],
      ['d', 'ok', 'left is 1'],
    ])
  })

  it('does not skip for a warning', () => {
    expect(judge([rule('a', 'warning'), rule('b', 'ok', ['a'])], subject, {left})[1]?.verdict).toBe('ok')
  })

  it('looks at findings about what the subject is part of', () => {
    const before = judge([rule('a', 'problem')], {target: 'all'}, {left})
    expect(judge([rule('b', 'ok', ['a'])], subject, {left}, {before})[0]?.verdict).toBe('skipped')
  })

  it('says every reason once when facts are unknown', () => {
    const both = define({...rule('a', 'ok'), needs: ['left', 'right'], check: () => ({verdict: 'ok', message: 'never'})})
    const facts = {left: unknown('the server is away'), right: unknown('the server is away')}
    expect(verdicts(judge([both], subject, facts))).toEqual([['a', 'unknown', 'the server is away']])
  })

  it('ends with an error of ours when nobody read a fact', () => {
    expect(() => judge([rule('a', 'ok')], subject, {})).toThrow('needs the fact left, which was not read')
  })
})
