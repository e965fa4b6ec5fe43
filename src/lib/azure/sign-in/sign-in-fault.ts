import {NotAllowedError, UserError} from '../../errors.ts'

/** The message of Entra ID or az, without the trace ids: `AADSTS7000215: Invalid client secret provided. …`. */
export function signInReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const entra = /AADSTS\d+:.*?(?=\s+(?:- )?(?:Trace ID|Correlation ID)|[\r\n]|$)/.exec(text)
  const reason = entra?.[0] ?? text.trim().split(/\r?\n/)[0] ?? ''
  return reason.replace(/^ERROR: /, '')
}

/** The error for a sign-in method that failed. `name` is the method in the message. */
export function signInFault(name: string, error: unknown): UserError {
  if (error instanceof UserError) return error
  return new NotAllowedError(`Signing in with ${name} failed: ${signInReason(error)}`, {cause: cause(error)})
}

/** Keeps only the name of the error, because the error itself contains the request and with it the secret. */
function cause(error: unknown): Error {
  return new Error(error instanceof Error ? error.name : 'unknown error')
}
