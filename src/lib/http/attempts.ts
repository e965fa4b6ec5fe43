import type {AttemptOutcome} from './patience.ts'

/** Attempts until an error status is taken as the answer, or a server that was never reached is taken as unreachable. */
export const few = 3
/** Codes of connections that were open and then cut. A refused connection is not among them: callers that wait need to know about it. */
const cut: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE'])
/** HTTP status. */
const tooBusy = 429

/** How many attempts a request may have in total, `longest` if a connection was cut; one that is sent only once is repeated only if the server was too busy. */
export function attemptsFor(once: boolean, {status, code}: Pick<AttemptOutcome, 'status' | 'code'>, longest: number): number {
  if (once) return status === tooBusy ? few : 1
  return cut.has(code ?? '') ? longest : few
}
