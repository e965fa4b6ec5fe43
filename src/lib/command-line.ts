/**
 * A template tag for commands that are printed to be copied: quotes what is filled in for a POSIX shell, where it has to be. A list becomes several words.
 * Names come from clusters and from Azure, and what they say must not run.
 */
export function commandLine(fixed: TemplateStringsArray, ...words: readonly (string | readonly string[])[]): string {
  return fixed.reduce((line, text, index) => {
    const word = words[index - 1] ?? ''
    return line + (typeof word === 'string' ? quoted(word) : word.map(quoted).join(' ')) + text
  })
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}
