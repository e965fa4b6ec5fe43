import {createContext, Script} from 'node:vm'

// Far more than any path needs, also on a busy machine.
const limitMs = 1000

/** A regular expression that takes so long that the sandbox would not answer any more. */
export class SlowExpression extends Error {}

/**
 * Returns a function that tells whether a regular expression matches a path. It throws SyntaxError, or SlowExpression after a second: only
 * a script of `node:vm` can be stopped while it compares.
 */
export function pathMatcher(): (source: string, path: string) => boolean {
  const script = new Script('new RegExp(source).test(path)')
  const given = {source: '', path: ''}
  const context = createContext(given)
  return (source, path) => {
    Object.assign(given, {source, path})
    try {
      return script.runInContext(context, {timeout: limitMs}) as boolean
    } catch (error) {
      const {code, message} = error as {readonly code?: string; readonly message: string}
      throw code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? new SlowExpression(message) : new SyntaxError(message)
    }
  }
}

/**
 * Whether a regular expression takes too long for a path that repeats one character that it names, or a segment. Throws SyntaxError.
 */
export function isSlow(source: string): boolean {
  const matches = pathMatcher()
  const repeated = new Set(['a', '/', '0', '/a', ...(source.match(/[\w/.-]/g) ?? [])])
  try {
    for (const one of repeated) matches(source, `${one.repeat(200)}\n!`)
    return false
  } catch (error) {
    if (error instanceof SlowExpression) return true
    throw error
  }
}
