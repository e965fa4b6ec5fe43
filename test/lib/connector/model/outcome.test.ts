import {describe, expect, it} from '@jest/globals'
import {vkctl} from '../../../../src/lib/printed-commands/printed-command.ts'
import {installExitCode, removeExitCode, resultOf, type ConnectorOutcome} from '../../../../src/lib/connector/model/outcome.ts'
import {NotAllowedError, TimedOutError, UserError} from '../../../../src/lib/errors.ts'

const fine = {error: undefined, result: {left: []}}
const slow = {error: new TimedOutError('x'), result: {left: []}}
const denied = {error: new NotAllowedError('x'), result: {left: []}}
const broken = {error: new UserError('x'), result: {left: ['node n']}}
const dirty = {error: undefined, result: {left: ['node n']}}

describe('the exit code', () => {
  it.each([
    ['all went well', [fine, fine], 0],
    ['one of two did', [slow, fine], 6],
    ['none did: the reason of the first', [slow, denied], 5],
    ['the only one did not', [denied], 8],
    ['another reason', [broken, slow], 1],
    ['nothing was to be done', [], 0],
  ])('of an install: %s', (_, outcomes, code) => {
    expect(installExitCode(outcomes)).toBe(code)
  })

  it.each([
    ['nothing is left', [fine, fine], 0],
    ['something is left', [fine, dirty], 7],
    ['one failed', [fine, broken], 6],
    ['all failed', [broken], 1],
    ['there was nothing', [], 0],
  ])('of a removal: %s', (_, outcomes, code) => {
    expect(removeExitCode(outcomes)).toBe(code)
  })
})

it('of an install shows its error with commands for the cluster that was meant', () => {
  const result = {status: 'Failed'} as ConnectorOutcome['result']
  expect(resultOf({result, error: undefined}, {})).toBe(result)
  const error = new TimedOutError('x', {hints: ['Do:', vkctl`list`]})
  const list = 'vkctl list --resource-group g --name c'
  expect(resultOf({result, error}, {resourceGroup: 'g', clusterName: 'c'})).toEqual({
    status: 'Failed',
    error: {code: 'timedOut', message: 'x', remedy: `Do:\n${list}`, commands: [list]},
  })
})
