import {UsageError} from '../lib/errors.ts'
import {spelled, type FlagTable} from './flag-names.ts'

/** What the values of arguments can be read from. */
export interface ArgumentInput {
  readonly home: string
  readonly signal: AbortSignal
  /** Reads stdin to its end. */
  readInput(): Promise<string>
}

/** Flags that take `-` for stdin. */
const readStdin: ReadonlySet<string> = new Set(['client-secret', 'filename', 'from', 'set-values', 'world'])

/** Its `@FILE` is read where a secret is expected (src/client-secret.ts). */
const readsItself = 'client-secret'

/** Throws UsageError if two values come from stdin, which can be read only once. */
export function refuseStdinTwice(flags: FlagTable, given: ReadonlyMap<string, readonly string[]>, positionals: readonly string[]): void {
  const users = [
    ...[...given].flatMap(([name, values]) =>
      values
        .filter(value => value === '@-' || (value === '-' && readStdin.has(name)))
        .map(value => `${spelled(name, flags[name])} ${value}`),
    ),
    ...positionals.filter(word => word === '@-'),
  ]
  if (users.length > 1) throw new UsageError(`stdin can be read only once: ${users.join(', ')}`)
}

/** The values of options, with the content of a file instead of each `@FILE`. */
export async function valuesFromFiles(flags: FlagTable, given: ReadonlyMap<string, readonly string[]>, input: ArgumentInput) {
  const entries = [...given].map(async ([name, values]) => {
    if (name === readsItself || flags[name]?.type !== 'option') return [name, values] as const
    return [name, await Promise.all(values.map(value => textOf(value, spelled(name, flags[name]), input, name === 'query')))] as const
  })
  return new Map(await Promise.all(entries))
}

export async function wordsFromFiles(words: readonly string[], input: ArgumentInput): Promise<readonly string[]> {
  return Promise.all(words.map(word => textOf(word, word, input, false)))
}

/**
 * The content of the file that `@FILE` names, without the line breaks at its end, as in az (`azure.cli.core.commands`, `_load_file`); `@-` is stdin. Throws
 * UsageError if there is no such file; az takes the value for a text then. So does vkctl if it may be one: `@` is a word of JMESPath.
 */
async function textOf(value: string, argument: string, input: ArgumentInput, mayBeText: boolean): Promise<string> {
  if (!/^@./s.test(value)) return value
  const path = value.slice(1).replace(/^~(?=[\\/])/, () => input.home)
  const {readGivenText} = await import('../lib/given-file.ts')
  const text = path === '-' ? await input.readInput() : await readGivenText(path, {signal: input.signal}).catch(inArgument(argument))
  if (text !== undefined) return text.replace(/[\r\n]+$/, '')
  if (mayBeText) return value
  throw new UsageError(`argument ${argument}: the file ${path} does not exist`)
}

function inArgument(argument: string) {
  return (cause: unknown): never => {
    throw cause instanceof UsageError ? new UsageError(`argument ${argument}: ${cause.message}`, {cause}) : cause
  }
}
