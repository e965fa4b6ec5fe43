import type {Command} from '@oclif/core/command'
import {UsageError, UserError} from '../lib/errors.ts'
import {didYouMean} from '../lib/suggest.ts'
import {spelled} from './flag-names.ts'

/** One value of a flag, checked against the allowed values (case does not matter) and parsed. */
export async function parseValue(command: Command, name: string, flag: Command.Flag, typed: string): Promise<unknown> {
  if (flag.type === 'boolean') return true
  const value = flag.options === undefined ? typed : allowed(command, `--${name}`, flag.options, typed)
  try {
    return await flag.parse(value, command as Parameters<typeof flag.parse>[1], flag)
  } catch (error) {
    throw new UsageError(`argument ${spelled(name, flag)}: ${error instanceof Error ? error.message : String(error)}`, {
      hints: error instanceof UserError ? error.hints : [],
      cause: error,
    })
  }
}

/** The allowed value that is meant; case does not matter. Throws UsageError if there is none. */
export function allowed(command: Command, argument: string, options: readonly string[], typed: string): string {
  const match = options.find(option => option.toLowerCase() === typed.toLowerCase())
  if (match !== undefined) return match
  const id = command.id?.replaceAll(':', ' ') ?? ''
  throw new UsageError(
    `${command.config.bin} ${id}: '${typed}' is not a valid value for '${argument}'. Allowed values: ${options.join(', ')}.`,
    {
      hints: didYouMean(typed, options),
    },
  )
}

/** The value of a flag that was not passed. */
export async function defaultValue(flag: Command.Flag): Promise<unknown> {
  if (flag.type === 'boolean') return flag.default ?? false
  const {default: value} = flag
  return typeof value === 'function' ? await value({options: flag, flags: {}}) : value
}
