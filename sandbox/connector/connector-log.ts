/** Writes lines as logrus does without a terminal. */
export interface ConnectorLog {
  readonly debug: (message: string) => void
  readonly info: (message: string) => void
  readonly warning: (message: string) => void
  readonly error: (message: string) => void
  readonly fatal: (message: string) => void
  /** Writes a line unchanged. */
  readonly raw: (line: string) => void
  readonly setLevel: (level: string) => boolean
}

const levels = ['panic', 'fatal', 'error', 'warning', 'info', 'debug', 'trace']
const aliases: Record<string, string> = {warn: 'warning'}

export function createConnectorLog(write: (line: string) => void): ConnectorLog {
  let level = 'info'
  const at =
    (of: string) =>
    (message: string): void => {
      if (levels.indexOf(of) <= levels.indexOf(level))
        write(`time="${new Date().toISOString().slice(0, 19)}Z" level=${of} msg=${JSON.stringify(message)}`)
    }
  return {
    debug: at('debug'),
    info: at('info'),
    warning: at('warning'),
    error: at('error'),
    fatal: at('fatal'),
    raw: write,
    setLevel(name) {
      const known = aliases[name.toLowerCase()] ?? name.toLowerCase()
      if (!levels.includes(known)) return false
      level = known
      return true
    },
  }
}
