import type {AccessToken, TokenCredential} from '@azure/identity'
import {NotAllowedError} from '../../errors.ts'
import type {Talk} from '../../talk.ts'
import {openCredential, type Credential, type CredentialContext} from './credential.ts'
import {signInFault, signInReason} from './sign-in-fault.ts'
import {methodName, type SignInMethods} from './sign-in-methods.ts'

/** The identity for all requests of a run. Its tokens are kept in memory. */
export interface Session extends TokenCredential {
  getToken(scopes: string | string[]): Promise<AccessToken>
}

const soonMs = 2 * 60_000

/** Signs in when the first token is requested, with the first method that works, and uses that method from then on. */
export function openSession({methods, skipped}: SignInMethods, context: CredentialContext, signal: AbortSignal, talk: Talk): Session {
  let chosen: Credential | undefined

  const signIn = async (scope: string): Promise<AccessToken> => {
    const tried: string[] = []
    for (const method of methods) {
      const name = methodName(method)
      try {
        const credential = await openCredential(method, context)
        const token = await credential.getToken(scope)
        talk.info(`Signed in with ${name}.`)
        chosen = credential
        return token
      } catch (error) {
        if (method.kind !== 'az' && method.kind !== 'managed') throw signInFault(name, error)
        tried.push(`${name}: ${signInReason(error)}`)
      }
    }
    throw new NotAllowedError("Please run 'az login' to setup account.", {
      hints: ['Tried:', ...tried.map(line => `  ${line}`), 'Not configured:', ...skipped.map(line => `  ${line}`)],
    })
  }

  const tokens = new Map<string, Promise<AccessToken>>()
  // The first sign-in chooses the method. Requests for other scopes wait for it.
  let first: Promise<unknown> = Promise.resolve()

  const fetchToken = async (scope: string): Promise<AccessToken> => {
    if (chosen !== undefined)
      return chosen.getToken(scope).catch((error: unknown) => Promise.reject(signInFault('the same identity again', error)))
    const turn = first.then(() => (chosen === undefined ? signIn(scope) : chosen.getToken(scope)))
    first = turn.catch(() => {})
    return turn
  }

  return {
    async getToken(scopes) {
      const scope = [scopes].flat().join(' ')
      const kept = tokens.get(scope)
      if (kept !== undefined && (await kept).expiresOnTimestamp > Date.now() + soonMs) return kept
      const asked = unlessAborted(fetchToken(scope), signal)
      tokens.set(scope, asked)
      asked.catch(() => tokens.delete(scope))
      return asked
    },
  }
}

/** Rejects when the signal is aborted, without waiting: the SDK cannot interrupt az. */
export function unlessAborted<T>(waiting: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, {once: true})
    waiting.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
