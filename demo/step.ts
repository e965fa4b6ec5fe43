import {styleText} from 'node:util'
import {execa} from 'execa'
import {programs, toolEnvironment} from './programs.ts'

/** A step of the story that did not behave. */
export class StoryError extends Error {}

export interface Expected {
  /** Default 0. */
  readonly exitCode?: number
  /** What the output (stdout and stderr) must show. */
  readonly shows?: readonly RegExp[]
  /** What it must not show. */
  readonly hides?: readonly RegExp[]
}

export function say(text: string): void {
  console.log(`\n${styleText('bold', `# ${text}`)}`)
}

function start(words: readonly string[], input: string | undefined, toTerminal: boolean) {
  const [name = '', ...args] = words
  const [file, ...first] = programs[name] ?? [name]
  const out = toTerminal ? (['inherit', 'pipe'] as const) : (['pipe'] as const)
  return execa(file, [...first, ...args], {
    env: toolEnvironment,
    reject: false,
    all: true,
    stdout: [...out],
    stderr: ['inherit', 'pipe'],
    ...(input === undefined ? {stdin: 'ignore'} : {input}),
  })
}

function check(output: string, {shows = [], hides = []}: Expected): void {
  for (const pattern of shows) if (!pattern.test(output)) throw new StoryError(`The output does not show ${String(pattern)}.`)
  for (const pattern of hides) if (pattern.test(output)) throw new StoryError(`The output shows ${String(pattern)}.`)
}

/** Shows a command line, and commands that it is piped into, runs it and lets its output be seen. Throws StoryError when it does not do what is expected. */
export async function run(line: string, expected: Expected = {}): Promise<void> {
  const {exitCode = 0} = expected
  const commands = line.split(' | ').map(command => command.split(' '))
  console.log(`\n${styleText('cyan', `$ ${line}`)}`)
  let input: string | undefined
  let output = ''
  for (const [index, words] of commands.entries()) {
    const last = index === commands.length - 1
    const result = await start(words, input, last)
    output = result.all
    input = result.stdout
    if (result.exitCode === undefined) throw new StoryError(`'${words.join(' ')}' could not be run: ${result.shortMessage}`)
    const wanted = last ? exitCode : 0
    if (result.exitCode !== wanted) throw new StoryError(`'${words.join(' ')}' ended with ${result.exitCode}, not with ${wanted}.`)
  }
  if (exitCode !== 0) console.log(styleText('dim', `(exit code ${exitCode})`))
  check(output, expected)
}
