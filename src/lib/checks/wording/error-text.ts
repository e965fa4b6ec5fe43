/** An error text in one line. Nothing is cut: the end of it may be the cause. If it contains an answer of Azure as JSON, only the message of the answer. */
export function gist(text: string): string {
  const quoted = /"(?:message|error_description)":\s*("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")/u.exec(text)?.[1]
  const sentence = quoted === undefined ? text : (JSON.parse(quoted) as string)
  return sentence.replaceAll(/\s+/g, ' ').trim()
}

/** A message of an API server or a tool, with a full stop, so that another sentence can follow it. */
export function withFullStop(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}

/** The message of the last log line that matches, without the other fields of logrus; undefined if no line matches. */
export function loggedLine(log: string, pattern: RegExp): string | undefined {
  const line = log.split('\n').findLast(text => pattern.test(text))
  if (line === undefined) return undefined
  const message = /\bmsg="((?:[^"\\]|\\.)*)"/.exec(line)?.[1]
  return gist(message === undefined ? line : message.replaceAll(/\\[nrt]/g, ' ').replaceAll(/\\(.)/g, '$1'))
}
