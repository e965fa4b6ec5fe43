const off = new Set(['0', 'false', 'no', 'off'])

/**
 * Whether a stream is written in colour. `AZURE_CORE_NO_COLOR` is az's variable, `NO_COLOR` and `FORCE_COLOR` are conventions
 * (no-color.org, force-color.org); the first two win.
 */
export function usesColour(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  const {AZURE_CORE_NO_COLOR: azure = '', NO_COLOR: never = '', FORCE_COLOR: always = '', TERM: terminal} = env
  if ((azure !== '' && !off.has(azure.toLowerCase())) || never !== '') return false
  if (always !== '') return !off.has(always.toLowerCase())
  return isTerminal && terminal !== 'dumb'
}
