const limit = 240

/** The sentence of an error in one line and not too long: of an answer of Azure just its message. */
export function gist(text: string): string {
  const quoted = /"(?:message|error_description)":\s*("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")/u.exec(text)?.[1]
  const sentence = quoted === undefined ? text : (JSON.parse(quoted) as string)
  const line = sentence.replaceAll(/\s+/g, ' ').trim()
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`
}

/** The last line of a log that a pattern fits, without what logrus puts around the message; undefined where there is none. */
export function loggedLine(log: string, pattern: RegExp): string | undefined {
  const line = log.split('\n').findLast(text => pattern.test(text))
  if (line === undefined) return undefined
  const message = /\bmsg="((?:[^"\\]|\\.)*)"/.exec(line)?.[1]
  return gist(message === undefined ? line : message.replaceAll(/\\[nrt]/g, ' ').replaceAll(/\\(.)/g, '$1'))
}
