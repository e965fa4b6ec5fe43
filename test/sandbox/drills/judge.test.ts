import {describe, expect, it} from '@jest/globals'
import {endOf, isAllowed, reasonFor} from '../../../sandbox/drills/judge.ts'
import type {Outcome} from '../../../sandbox/drills/scenario.ts'
import type {Thing} from '../../../sandbox/drills/things.ts'

const map = (...things: readonly Thing[]): ReadonlyMap<string, Thing> =>
  new Map(things.map(thing => [`${thing.kind} ${thing.name}`, thing]))
const secret: Thing = {kind: 'Secret', name: 'vk/r-linux-record', aliases: ['r-linux-record', 'r-linux']}
const node = (works: boolean): Thing => ({kind: 'Node', name: 'virtual-kubelet-r-linux', aliases: [], works})
const nothing = map()

describe('the end of a drill', () => {
  it.each([
    ['unchanged', map(secret), map(secret), ''],
    ['damaged', map(secret), nothing, ''],
    ['ready', nothing, map(secret, node(true)), ''],
    ['left', nothing, map(secret, node(false)), 'Deploying r-linux'],
    ['reported', nothing, map(secret, node(false)), 'ERROR: r-linux is left, and virtual-kubelet-r-linux.'],
    ['reported', nothing, map(secret), 'left: \u001B[91mr-linux\u001B[39m'],
    ['left', nothing, map(secret), 'ERROR: r-linux-2 and other-r-linux are left'],
    ['left', nothing, map(secret, {kind: 'container group', name: 'mc/default-web', aliases: ['default-web'], works: false}), 'r-linux'],
  ] as const)('is %s', (state, before, after, output) => {
    expect(endOf(before, after, output).state).toBe(state)
  })

  it('is not ready if a container group has lost its node', () => {
    const group = {kind: 'container group', name: 'mc/default-web', aliases: [], works: false}
    expect(endOf(nothing, map(node(true), group), '').state).toBe('left')
  })
})

describe('what has survived', () => {
  const expected: readonly Outcome[] = [{exit: 'failure', end: ['unchanged', 'reported']}]
  const run = (exitCode: number) => ({exitCode, timedOut: false, seconds: 1, output: ''})
  const end = endOf(nothing, map(secret), '')

  it('is what the scenario allows', () => {
    expect(isAllowed(expected, run(4), endOf(nothing, nothing, ''))).toBe(true)
    expect(isAllowed(expected, run(0), endOf(nothing, nothing, ''))).toBe(false)
    expect(isAllowed(expected, run(1), end)).toBe(false)
    expect(isAllowed(expected, run(127), endOf(nothing, nothing, ''))).toBe(false)
    expect(isAllowed(expected, {...run(143), timedOut: true}, endOf(nothing, nothing, ''))).toBe(false)
  })

  it.each([
    [
      run(0),
      'as if it had worked. In this scenario it cannot work, so it must fail. This is left, and the output does not name it: Secret vk/r-linux-record.',
    ],
    [run(1), 'with exit code 1, which is right only if nothing is left, or the output names what is left. This is left'],
    [{...run(143), timedOut: true}, 'still ran after 5m.'],
    [run(127), 'a command does not exist'],
  ])('otherwise the reason is said', (pipeline, reason) => {
    expect(reasonFor(expected, pipeline, end, '5m')).toContain(reason)
  })
})
