import {describe, expect, it} from '@jest/globals'
import {route} from '../../src/route.ts'
import type {Surface} from '../../src/surface.ts'

const surface = {
  bin: 'vkctl',
  groups: {provider: 'Manage providers.'},
  commands: {'provider:check': {}, 'provider:register': {}, 'install-connector': {}, sandbox: {remainder: 'exec'}},
} as unknown as Surface

const to = (line: string) => route(line.split(' ').filter(Boolean), surface)

describe('a command line leads to', () => {
  it.each([
    ['--version', {to: 'version'}],
    ['__complete 0 --help', {to: 'completion', argv: ['0', '--help']}],
    ['', {to: 'group-help', id: ''}],
    ['--help', {to: 'group-help', id: ''}],
    ['-h', {to: 'group-help', id: ''}],
    ['provider --help', {to: 'group-help', id: 'provider'}],
    ['provider -o json -h', {to: 'group-help', id: 'provider'}],
    ['provider check -n X --help', {to: 'command-help', id: 'provider:check'}],
    ['provider', {to: 'bare-group', id: 'provider'}],
    ['provider -o json', {to: 'bare-group', id: 'provider'}],
    ['provider check -n X', {to: 'command', id: 'provider:check', argv: ['-n', 'X']}],
    ['install-connector -- --help', {to: 'command', id: 'install-connector', argv: ['--', '--help']}],
    ['sandbox --exec kubectl --help', {to: 'command', id: 'sandbox', argv: ['--exec', 'kubectl', '--help']}],
    ['sandbox -h --exec kubectl', {to: 'command-help', id: 'sandbox'}],
  ])('%j', (line, expected) => {
    expect(to(line)).toEqual(expected)
  })

  it('does not show what may be a secret', () => {
    expect(to('--client-secret=s3cret install-connector')).toMatchObject({message: expect.stringMatching(/before --client-secret=\*\*\*$/)})
    expect(to('--client-secrett s3cret install-connector')).toMatchObject({message: expect.stringMatching(/before --client-secrett$/)})
  })

  it.each([
    ['instal-connector', 'instal-connector', [{yaml: 'Did you mean: vkctl install-connector'}]],
    ['provider chekc', 'chekc', [{yaml: 'Did you mean: vkctl provider check'}]],
    ['provider chekc -h', 'chekc', [{yaml: 'Did you mean: vkctl provider check'}]],
    ['provder check', 'provder', [{yaml: 'Did you mean: vkctl provider check'}]],
    ['check', 'check', []],
    ['zzzqqq', 'zzzqqq', []],
    ['toString', 'toString', []],
  ])('nothing: %j', (line, word, hints) => {
    expect(to(line)).toEqual({to: 'nothing', message: `'${word}' is misspelled or not recognized by the system.`, hints})
  })

  it('nothing when an option stands before the command', () => {
    expect(to('--bogus')).toMatchObject({to: 'nothing', message: 'the following arguments are required: a command, before --bogus'})
  })
})
