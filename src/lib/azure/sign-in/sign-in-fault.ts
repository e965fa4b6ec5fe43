import {NotAllowedError, UserError} from '../../errors.ts'

/** What Entra ID or az said, without the ids that follow it: `AADSTS7000215: Invalid client secret provided. …`. */
export function signInReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const entra = /AADSTS\d+:.*?(?=\s+(?:- )?(?:Trace ID|Correlation ID)|[\r\n]|$)/.exec(text)
  const reason = entra?.[0] ?? text.trim().split(/\r?\n/)[0] ?? ''
  return reason.replace(/^ERROR: /, '')
}

/** The error of a method that was chosen by the user and refused. `name` is what was signed in with. */
export function signInFault(name: string, error: unknown): UserError {
  if (error instanceof UserError) return error
  return new NotAllowedError(`Signing in with ${name} failed: ${signInReason(error)}`, {cause: cause(error)})
}

/** The error of Entra ID keeps the request, and with it the secret: only its name goes on. */
function cause(error: unknown): Error {
  return new Error(error instanceof Error ? error.name : 'unknown error')
}
