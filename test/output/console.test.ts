import {describe, expect, it} from '@jest/globals'
import {canRedraw, usesColour} from '../../src/lib/output/terminal.ts'
import {kubectl} from '../../src/lib/printed-commands/printed-command.ts'
import {openConsole, type Verbosity} from '../../src/lib/output/console.ts'

interface Setting {
  readonly isTerminal?: boolean
  readonly redraws?: boolean
  readonly colour?: boolean
  readonly columns?: number
  readonly verbosity?: Verbosity
}

function open({isTerminal = false, redraws = isTerminal, colour = false, columns = 80, verbosity = 'warning'}: Setting = {}) {
  let text = ''
  const console = openConsole({
    isTerminal,
    redraws,
    colour,
    columns,
    say(said) {
      text += said
    },
  })
  console.configure({verbosity})
  return {console, written: () => text}
}

function sayAll(verbosity: Verbosity): string {
  const {console, written} = open({verbosity})
  console.step('Doing it')
  console.debug('four')
  console.info('three')
  console.warning('two')
  console.error('one', ['Do this.'])
  return written()
}

describe('talk without a terminal', () => {
  it.each<[Verbosity, string]>([
    ['error', 'ERROR: one\nDo this.\n'],
    ['warning', 'Doing it\nWARNING: two\nERROR: one\nDo this.\n'],
    ['info', 'Doing it\nINFO: three\nWARNING: two\nERROR: one\nDo this.\n'],
    ['debug', 'Doing it\nDEBUG: four\nINFO: three\nWARNING: two\nERROR: one\nDo this.\n'],
  ])('says as much as %s asks for, each level with its word in front', (verbosity, text) => {
    expect(sayAll(verbosity)).toBe(text)
  })

  it('says a step once, however often it is repeated', () => {
    const {console, written} = open()
    for (const text of ['Waiting: Pending', 'Waiting: Pending', 'Waiting: Running']) console.step(text)
    console.quiet()
    expect(written()).toBe('Waiting: Pending\nWaiting: Running\n')
  })
})

describe('on a terminal', () => {
  const sentence = 'The identity of the connector may not create anything in the resource group.'

  it.each([20, 40, 80, 200])('sentences fit into %i columns, and commands are not broken', columns => {
    const {console, written} = open({isTerminal: true, columns})
    const command = kubectl`describe node ${'n'.repeat(90)} --namespace x`
    console.error(sentence, [sentence, command, {yaml: `tolerations: [${'a, '.repeat(70)}]`}])
    console.warning(sentence)
    console.step(sentence)
    console.closing(() => sentence)
    const toCopy = (line: string) => /^(kubectl|tolerations)/.test(line)
    const lines = written()
      // oxlint-disable-next-line no-control-regex -- the terminal erases what was drawn
      .replaceAll(/(?:\u001B\[\d+A)?\r\u001B\[J/g, '')
      .split('\n')
    expect(lines.filter(line => !toCopy(line) && line.length >= columns)).toEqual([])
    expect(lines.filter(toCopy)).toEqual([expect.stringMatching(/ --namespace x$/), expect.stringMatching(/\]$/)])
    expect(
      lines
        .filter(line => !toCopy(line))
        .join(' ')
        .split(sentence),
    ).toHaveLength(6)
  })

  it('does not break the lines of a log', () => {
    const {console, written} = open({columns: 20})
    console.error(sentence, [sentence])
    expect(written()).toBe(`ERROR: ${sentence}\n${sentence}\n`)
  })
})

describe('texts of somebody else', () => {
  const evil = 'a\u001B[31mb\u001B]0;title\u0007\u009B2J\rc\u202Ed\n::error::x\n  ::add-mask::y\n##[error]z ##vso[task]z'

  it.each([false, true])('are said without control characters and commands, on a terminal: %s', isTerminal => {
    const {console, written} = open({isTerminal, verbosity: 'debug'})
    console.error(evil, [evil])
    for (const level of ['warning', 'info', 'debug'] as const) console[level](evil)
    console.step(evil)
    console.quiet()
    // oxlint-disable-next-line no-control-regex -- the spinner erases itself
    const drawn = written().replaceAll(/(?:\u001B\[\d+A)?\r\u001B\[J/g, '')
    // oxlint-disable-next-line no-control-regex -- the pattern is about them
    expect(drawn).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/)
    expect(drawn).not.toMatch(/^\s*::|##\w*\[/m)
    expect(drawn).toContain('ERROR: abcd\n: :error::x\n  : :add-mask::y\n# #[error]z # #vso[task]z\nabcd\n')
  })
})

describe('talk on a terminal', () => {
  it('is coloured and has no word in front', () => {
    const {console, written} = open({isTerminal: true, colour: true})
    console.warning('careful')
    console.error('failed', ['Do this.'])
    expect(written()).toBe('\u001B[33mcareful\u001B[39m\n\u001B[91mfailed\u001B[39m\nDo this.\n')
  })

  it('has the word in front again when colour is off', () => {
    const {console, written} = open({isTerminal: true, colour: true})
    console.configure({colour: false})
    console.error('failed')
    expect(written()).toBe('ERROR: failed\n')
  })
})

describe('talk on a terminal on which nothing is drawn again', () => {
  it('says each step once, on a line of its own', () => {
    const {console, written} = open({isTerminal: true, redraws: false})
    void console.during('wait', 'Waiting', () => new Promise(() => {}))
    console.warning('careful')
    console.quiet()
    expect(written()).toBe('Waiting\nWARNING: careful\n')
  })

  it.each([
    [{}, true, true],
    [{}, false, false],
    [{TERM: 'dumb'}, true, false],
    [{CI: 'true'}, true, false],
    [{CI: 'false'}, true, true],
  ])('is one with %j, a terminal (%s): %s', (env, isTerminal, expected) => {
    expect(canRedraw(env, isTerminal)).toBe(expected)
  })

  it('is one when the configuration says so', () => {
    const {console, written} = open({isTerminal: true})
    console.configure({redraws: false})
    void console.during('wait', 'Waiting', () => new Promise(() => {}))
    console.quiet()
    expect(written()).toBe('Waiting\n')
  })
})

describe('colour', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{TERM: 'dumb'}, true, false],
    [{NO_COLOR: '1'}, true, false],
    [{NO_COLOR: ''}, true, true],
    [{AZURE_CORE_NO_COLOR: 'true'}, true, false],
    [{AZURE_CORE_NO_COLOR: 'false'}, true, true],
    [{FORCE_COLOR: '1'}, false, true],
    [{FORCE_COLOR: '0'}, true, false],
    [{FORCE_COLOR: '3'}, false, true],
    [{FORCE_COLOR: 'false'}, true, false],
    [{FORCE_COLOR: '1', TERM: 'dumb'}, true, true],
    [{FORCE_COLOR: '1', NO_COLOR: '1'}, true, false],
    [{FORCE_COLOR: '0', CLICOLOR_FORCE: '1'}, true, false],
    [{CLICOLOR_FORCE: '1'}, false, true],
    [{CLICOLOR_FORCE: '0'}, true, true],
    [{CLICOLOR_FORCE: '1', NO_COLOR: '1'}, false, false],
    [{CLICOLOR: '0'}, true, false],
    [{CLICOLOR: '1'}, false, false],
    [{CI: 'true'}, true, true],
  ])('with %j on a terminal (%s) is %s', (env, isTerminal, expected) => {
    expect(usesColour(env, isTerminal)).toBe(expected)
  })
})
