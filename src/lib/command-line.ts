/**
 * A template tag for commands that are printed to be copied: quotes the filled-in values for a POSIX shell where necessary. A list becomes
 * several words. Values come from clusters, from Azure and from bundles, and a shell must not run what is in them. A command is one line: no name of
 * Kubernetes or Azure has a line break or another control character, so `?` stands for those.
 */
export function commandLine(fixed: TemplateStringsArray, ...words: readonly (string | readonly string[])[]): string {
  return fixed.reduce((line, text, index) => {
    const word = words[index - 1] ?? ''
    return line + (typeof word === 'string' ? quoted(word) : word.map(quoted).join(' ')) + text
  })
}

function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word
  return `'${word.replaceAll(/[\p{Cc}\u2028\u2029]/gu, '?').replaceAll("'", String.raw`'\''`)}'`
}
