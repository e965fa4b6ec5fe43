import {withoutCredentials} from '../lib/addresses.ts'
import {isLikeAssigning, isLikeSecret, onlyKey, withoutValue} from './secret-words.ts'

/** The words of a command line as a log may keep them: without secrets, and without what belongs to another program. */
export function loggedWords(words: readonly string[]): readonly string[] {
  const exec = words.indexOf('--exec')
  const own = exec === -1 ? words : words.slice(0, exec + 2)
  let option = ''
  const shown = own.map(word => {
    const logged = loggedWord(word, option)
    if (/^-./s.test(word)) option = word
    return logged
  })
  return own.length === words.length ? shown : [...shown, '…']
}

/** @param option The last option in front of the word. */
function loggedWord(word: string, option: string): string {
  // `-pSECRET`, and `--set KEY=VALUE` in one word.
  if (/^-p./.test(word)) return '-p***'
  if (!/^-./s.test(word)) return ofValue(word, option)
  return withoutValue(word)
}

function ofValue(word: string, option: string): string {
  const name = option.split('=', 1)[0] ?? ''
  if (isLikeAssigning(name)) return onlyKey(word)
  return option === name && name !== '' && isLikeSecret(name) ? '***' : withoutCredentials(word)
}
