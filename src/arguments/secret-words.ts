import {withoutCredentials} from '../lib/addresses.ts'
import {suggest} from '../lib/suggest.ts'

/** Names of the options of vkctl and az that take a secret. */
const secretOptions = ['client-secret', 'password']

/** Whether an option, by its name without dashes, takes a secret. */
export function isSecretOption(name: string): boolean {
  return secretOptions.includes(name)
}

/** Whether an unknown option may be a misspelt option for a secret: `--client-secrett`, `--client-secert`, `-client-secret`, az's `-p`. */
export function isLikeSecret(option: string): boolean {
  const name = option.replace(/^-+/, '').split('=', 1)[0] ?? ''
  return (
    /^p$|secret|pass?word|token|key|cred/i.test(name) ||
    (name.length > 1 && secretOptions.some(known => known.startsWith(name))) ||
    suggest(name, secretOptions).length > 0
  )
}

/** Options whose values are `KEY=VALUE`, where the value may be a secret. */
const assigningOptions = ['set', 'set-string']

/** Whether an option, by its name without dashes, takes `KEY=VALUE`. */
export function isAssigningOption(name: string): boolean {
  return assigningOptions.includes(name)
}

/** Whether an option, perhaps abbreviated or misspelt, takes `KEY=VALUE`. */
export function isLikeAssigning(option: string): boolean {
  const name = option.replace(/^-+/, '').split('=', 1)[0] ?? ''
  return name.length > 1 && (assigningOptions.some(known => known.startsWith(name)) || suggest(name, assigningOptions).length > 0)
}

/** `KEY=VALUE` without the value. */
export function onlyKey(word: string): string {
  return word.replace(/=.*$/s, '=***')
}

/** An unknown option as an error may show it: without the value after its `=`, if that can be a secret. */
export function withoutValue(option: string): string {
  return isLikeSecret(option) || isLikeAssigning(option) ? onlyKey(option) : withoutCredentials(option)
}

/**
 * The words of a command line that an error shows, without what can be a secret: the value of an option whose name is like that of a secret's option.
 * @param isShown Whether the error shows the word at an index. It does not show known options and their values.
 */
export function shownWords(words: readonly string[], isShown: (index: number) => boolean): readonly string[] {
  let isSecret = false
  let isAssigned = false
  return words.flatMap((word, index) => {
    const isOption = /^-./s.test(word)
    if (isOption) isAssigned = isLikeAssigning(word)
    if (!isShown(index)) {
      // One dash: `-location-secret x` is read as the known option -l, and then x is a separate word.
      isSecret = isOption && !word.startsWith('--') && isLikeSecret(word)
      return []
    }
    if (isSecret && !(isOption && isLikeSecret(word))) return ['***']
    isSecret = isOption && isLikeSecret(word) && !word.includes('=')
    if (!isOption && isAssigned) return [onlyKey(word)]
    return [isOption ? withoutValue(word) : withoutCredentials(word)]
  })
}
