/** The shell for which commands are quoted. */
export type Shell = 'posix' | 'powershell'

/** The shell that a user of this machine most likely has. */
function usualShell(): Shell {
  return process.platform === 'win32' ? 'powershell' : 'posix'
}

/** Words that no shell changes. zsh looks for a program after a `=` at the start. PowerShell splits words at a comma, and `@` begins a variable. */
const plain = {posix: /^(?!=)[\w@%+=:,./-]+$/, powershell: /^[\w%+=:./\\-]+$/} as const

/**
 * A word as it is typed in a shell: quoted where necessary. Words come from clusters, from Azure and from bundles, and a shell must not run what is in them. A
 * command is one line: no name of Kubernetes or Azure has a line break or another control character, so `?` stands for those.
 *
 * PowerShell 7.3 and newer pass a `"` on to a program as it is. Older ones lose it, and want `\"`, which the newer ones pass on with the backslash. No form is
 * right for both, so this is the form for the newer ones (https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parsing).
 */
export function shellWord(word: string, shell: Shell = usualShell()): string {
  if (plain[shell].test(word)) return word
  const text = word.replaceAll(/[\p{Cc}\u2028\u2029]/gu, '?')
  // PowerShell takes typographic quotation marks for quotation marks.
  return shell === 'posix' ? `'${text.replaceAll("'", String.raw`'\''`)}'` : `'${text.replaceAll(/['\u2018-\u201B]/g, '$&$&')}'`
}
