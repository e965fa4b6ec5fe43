/**
 * A template tag for commands that are printed to be copied: quotes the filled-in values for a POSIX shell where necessary. A list becomes
 * several words. Values come from clusters and from Azure, and a shell must not run what is in them.
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
