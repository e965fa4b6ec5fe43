import {shellWord} from './printed-commands/shell-words.ts'

/**
 * A template tag for sentences that name options to type: quotes the filled-in values for a shell where necessary. A list becomes several words. A command to copy
 * is a line of its own (printed-commands/).
 */
export function commandLine(fixed: TemplateStringsArray, ...words: readonly (string | readonly string[])[]): string {
  return fixed.reduce((line, text, index) => {
    const word = words[index - 1] ?? ''
    return line + (typeof word === 'string' ? shellWord(word) : word.map(one => shellWord(one)).join(' ')) + text
  })
}
