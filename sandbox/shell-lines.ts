export type Shell = 'bash' | 'powershell'

/** Lines that set these variables in a shell. */
export function shellLines(env: Readonly<Record<string, string>>, shell: Shell): string {
  const line = {
    bash: ([name, value]: [string, string]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`,
    powershell: ([name, value]: [string, string]) => `$env:${name} = '${value.replaceAll("'", "''")}'\n`,
  }[shell]
  return Object.entries(env).map(line).join('')
}
