import {withoutCredentials} from '../lib/addresses.ts'
import {isLikeSecret, withoutValue} from './secret-words.ts'

/** Options whose values are `KEY=VALUE`, where the value may be a secret. */
const assigning = /^--?set(-string)?$/

/** The words of a command line as a log may keep them: without secrets, and without what belongs to another program. */
export function loggedWords(words: readonly string[]): readonly string[] {
  const exec = words.indexOf('--exec')
  const own = exec === -1 ? words : words.slice(0, exec + 2)
  const shown = own.map((word, index) => loggedWord(word, own[index - 1] ?? ''))
  return own.length === words.length ? shown : [...shown, '…']
}

function loggedWord(word: string, before: string): string {
  const isOption = /^-./s.test(word)
  if (!isOption) return ofValue(word, before)
  // `-pSECRET`, and `--set KEY=VALUE` in one word.
  if (/^-p./.test(word)) return '-p***'
  if (assigning.test(word.split('=', 1)[0] ?? '')) return word.replace(/=.*$/s, '=***')
  return withoutValue(word)
}

function ofValue(word: string, option: string): string {
  if (/^-./.test(option) && !option.includes('=') && isLikeSecret(option)) return '***'
  return assigning.test(option) ? word.replace(/=.*$/s, '=***') : withoutCredentials(word)
}
