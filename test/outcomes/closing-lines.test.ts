import {describe, expect, it} from '@jest/globals'
import {installClosing, orphansClosing, removeClosing, smokeClosing} from '../../src/outcomes/closing-lines.ts'
import type {SmokeNode} from '../../src/lib/checks/facts/smoke.ts'
import type {ConnectorOutcome, RemoveOutcome} from '../../src/lib/connector/model/outcome.ts'
import {UserError} from '../../src/lib/errors.ts'

const installed = (status: string, changed = true, error?: UserError) => ({result: {status, changed}, error}) as unknown as ConnectorOutcome
const removed = (left: readonly string[], error?: UserError) => ({result: {left}, error}) as unknown as RemoveOutcome
const failure = new UserError('no')

describe('the last line', () => {
  it.each<readonly [readonly ConnectorOutcome[], string]>([
    [[installed('Ready'), installed('Ready', false)], '2 connectors ready in 41 s.'],
    [[installed('Ready', false)], '1 connector ready in 41 s; nothing was changed.'],
    [[installed('Installing')], '1 connector deployed in 41 s, without waiting.'],
    [[installed('Ready'), installed('NotReady', true, failure)], '1 of 2 connectors ready after 41 s.'],
    [[installed('Failed', true, failure)], '0 of 1 connector ready after 41 s.'],
    [[installed('Ready'), installed('Ready', false, failure)], '1 of 2 connectors as you asked after 41 s; as before: 1.'],
  ])('of an install says what is ready: %#', (outcomes, line) => {
    expect(installClosing(outcomes, '41 s')).toBe(line)
  })

  it.each<readonly [readonly RemoveOutcome[], string]>([
    [[], 'There was nothing to remove.'],
    [[removed([]), removed([])], 'Removed 2 connectors in 12 s; nothing is left.'],
    [[removed([]), removed(['Secret a', 'Node b'])], 'Removed 1 of 2 connectors in 12 s; left: 2.'],
    [[removed([], failure)], 'Removed 0 of 1 connector in 12 s.'],
  ])('of a removal says what is left: %#', (outcomes, line) => {
    expect(removeClosing(outcomes, '12 s')).toBe(line)
  })

  it('of orphans says what was deleted', () => {
    expect(orphansClosing({removed: ['a'], left: []}, '2 s')).toBe('Deleted 1 container group in 2 s; nothing is left.')
    expect(orphansClosing({removed: [], left: [{id: 'a', reason: ''}]}, '2 s')).toBe(
      'Deleted 0 container groups in 2 s; 1 could not be deleted.',
    )
    expect(orphansClosing({removed: [], left: []}, '2 s')).toBe('There was nothing to delete.')
  })

  it('about sample pods counts those of all nodes', () => {
    const node = (failed: number, left: readonly string[]) =>
      ({pods: 2, failed: Array.from({length: failed}, () => ({})), left}) as unknown as SmokeNode
    expect(smokeClosing([node(0, []), node(1, [])], '41 s')).toBe('3 of 4 sample pods ran, in 41 s; nothing is left.')
    expect(smokeClosing([node(2, ['pod a'])], '41 s')).toBe('0 of 2 sample pods ran, in 41 s; 1 is left.')
  })
})
