type Environment = Readonly<Record<string, string | undefined>>

const off = new Set(['0', 'false', 'no', 'off'])
const isSet = (value = ''): boolean => value !== ''
const isOn = (value = ''): boolean => value !== '' && !off.has(value.toLowerCase())

/**
 * Whether a stream is written in colour. The first of these that is set decides: `AZURE_CORE_NO_COLOR` (az), `NO_COLOR` (no-color.org), `FORCE_COLOR`
 * (force-color.org; 0 turns colours off), `CLICOLOR_FORCE` and `CLICOLOR` (bixense.com/clicolors). Otherwise a terminal has colours unless it is dumb.
 */
export function usesColour(env: Environment, isTerminal: boolean): boolean {
  if (isOn(env['AZURE_CORE_NO_COLOR']) || isSet(env['NO_COLOR'])) return false
  if (isSet(env['FORCE_COLOR'])) return isOn(env['FORCE_COLOR'])
  if (isOn(env['CLICOLOR_FORCE'])) return true
  return isTerminal && env['TERM'] !== 'dumb' && env['CLICOLOR'] !== '0'
}

/** Whether lines of a stream can be drawn again in place. A CI system that has a terminal keeps what is written to it as a log. */
export function canRedraw(env: Environment, isTerminal: boolean): boolean {
  return isTerminal && env['TERM'] !== 'dumb' && !isOn(env['CI'])
}
