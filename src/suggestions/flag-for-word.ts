import type {NamedFlags} from '../arguments/flag-names.ts'

/**
 * A word that a command does not take, as the flag for what people name in that place, as helm does: a connector, or an operating system.
 * Without it, `remove my-connector` would lead to a command that removes another connector. Empty if the command has no such flag.
 * @param given The names of the flags that were given.
 */
export function flagForWord(word: string, flags: NamedFlags, given: readonly string[]): readonly string[] {
  const os = flags['os-type']?.options?.find(option => option.toLowerCase() === word.toLowerCase())
  if (os !== undefined) return given.includes('os-type') ? [] : ['--os-type', os]
  const isName = /^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(word)
  return isName && flags['connector-name'] !== undefined && !given.includes('connector-name') ? ['--connector-name', word] : []
}
