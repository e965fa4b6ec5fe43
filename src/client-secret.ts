import {readGivenText} from './lib/given-file.ts'
import {UsageError} from './lib/errors.ts'
import {Secret} from './lib/secret.ts'
import type {Talk} from './lib/talk.ts'
import type {System} from './system.ts'

/** The secret of `--client-secret`: `@FILE`, `-` (stdin) or the text itself; without the flag, VKCTL_CLIENT_SECRET. One final newline is dropped. */
export async function readClientSecret(
  system: Pick<System, 'env' | 'readInput' | 'signal'>,
  talk: Talk,
  given: string | undefined,
): Promise<Secret | undefined> {
  if (given === undefined) {
    const fromEnvironment = system.env['VKCTL_CLIENT_SECRET']
    return fromEnvironment === undefined || fromEnvironment === '' ? undefined : secret(fromEnvironment, 'VKCTL_CLIENT_SECRET')
  }
  if (given === '-') return secret(await system.readInput(), 'stdin')
  if (given.startsWith('@')) {
    const path = given.slice(1)
    const text = await readGivenText(path, {signal: system.signal})
    if (text === undefined) throw new UsageError(`--client-secret names the file ${path}, which does not exist.`)
    return secret(text, path)
  }
  talk.warning(
    'A secret on the command line is visible in the process list and in your shell history. Use --client-secret @FILE, --client-secret - (stdin) or VKCTL_CLIENT_SECRET.',
  )
  return secret(given, '--client-secret')
}

function secret(text: string, source: string): Secret {
  const value = text.replace(/\r?\n$/, '')
  if (value === '') throw new UsageError(`The client secret from ${source} is empty.`)
  return new Secret(value)
}
