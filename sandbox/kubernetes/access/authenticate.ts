import type {IncomingMessage} from 'node:http'
import type {TLSSocket} from 'node:tls'
import type {Store} from '../storage/store.ts'
import type {Tokens} from './tokens.ts'
import type {User} from './user.ts'

export type VerifyToken = (token: string) => {username: string; groups: string[]} | undefined

/** Determines the user of a request, by bearer token or client certificate. Undefined for unknown callers. */
export class Authenticator {
  readonly #store: Store
  readonly #tokens: Tokens
  readonly #verify: VerifyToken | undefined
  /** Parsing a certificate takes longer than many answers, and all requests of a connection have the same one. */
  readonly #certified = new WeakMap<object, {readonly user: User | undefined}>()

  constructor(store: Store, tokens: Tokens, verify: VerifyToken | undefined) {
    this.#store = store
    this.#tokens = tokens
    this.#verify = verify
  }

  userOf(request: IncomingMessage): User | undefined {
    const {authorization} = request.headers
    const token = /^bearer (.+)$/i.exec(authorization ?? '')?.[1]
    if (token !== undefined) return this.userOfToken(token.trim())
    const socket = request.socket as TLSSocket
    const certified = this.#certified.get(socket) ?? {user: userOfCertificate(socket)}
    this.#certified.set(socket, certified)
    return certified.user
  }

  /** `audiences`: the token must be for one of these; default any. */
  userOfToken(token: string, audiences?: readonly string[]): User | undefined {
    const claims = this.#claims(token)
    if (claims === undefined) {
      const verified = this.#verify?.(token)
      return verified === undefined
        ? undefined
        : {username: verified.username, groups: [...new Set([...verified.groups, 'system:authenticated'])]}
    }
    if (audiences !== undefined && !audiences.some(audience => claims.audiences.includes(audience))) return undefined
    const {binding} = claims
    if (binding === undefined) return claims.user
    const account = this.#store.get('serviceaccounts', binding.namespace, binding.account.name)
    if (account?.metadata.uid !== binding.account.uid) return undefined
    if (binding.bound?.kind === 'pod') {
      const pod = this.#store.get('pods', binding.namespace, binding.bound.name)
      if (pod?.metadata.uid !== binding.bound.uid) return undefined
    }
    return claims.user
  }

  #claims(token: string): ReturnType<Tokens['read']> {
    try {
      return this.#tokens.read(token)
    } catch {
      return undefined
    }
  }
}

function userOfCertificate(socket: TLSSocket): User | undefined {
  if (!socket.authorized) return undefined
  const {subject} = socket.getPeerCertificate()
  if (subject?.CN === undefined) return undefined
  const organizations: readonly string[] = subject.O === undefined ? [] : Array.isArray(subject.O) ? subject.O : [subject.O]
  return {username: String(subject.CN), groups: [...organizations, 'system:authenticated']}
}
