import {createHmac, randomBytes, timingSafeEqual} from 'node:crypto'
import {isFields, type Fields} from '../object.ts'
import type {User} from './user.ts'

/** The issuer of the tokens, and the audience of tokens for this server. */
export const audience = 'https://kubernetes.default.svc.cluster.local'

/** The object to which a service account token is bound. */
export interface Binding {
  readonly namespace: string
  readonly account: {readonly name: string; readonly uid: string}
  readonly bound?: {readonly kind: 'pod' | 'secret' | 'node'; readonly name: string; readonly uid: string}
}

export interface Claims {
  readonly user: User
  readonly audiences: readonly string[]
  readonly binding?: Binding
}

function part(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
}

/** Issues and reads the bearer tokens of this server: JSON Web Tokens, signed with a key that exists only while it runs. */
export class Tokens {
  readonly #key = randomBytes(32)
  /** Claims of tokens whose signature was valid, because most tokens are sent with every request. */
  readonly #genuine = new Map<string, Fields>()

  issue(user: User): string {
    return this.#sign({
      iss: audience,
      aud: [audience],
      sub: user.username,
      groups: user.groups,
      ...(user.uid === undefined ? {} : {uid: user.uid}),
    })
  }

  /** A service account token that is valid for `seconds`. */
  issueBound({namespace, account, bound}: Binding, audiences: readonly string[], seconds: number): string {
    const now = Math.floor(Date.now() / 1000)
    return this.#sign({
      iss: audience,
      aud: audiences,
      sub: `system:serviceaccount:${namespace}:${account.name}`,
      iat: now,
      nbf: now,
      exp: now + seconds,
      'kubernetes.io': {
        namespace,
        serviceaccount: account,
        ...(bound === undefined ? {} : {[bound.kind]: {name: bound.name, uid: bound.uid}}),
      },
    })
  }

  /** Returns undefined for a token that this server did not issue, or that has expired. */
  read(token: string): Claims | undefined {
    const claims = this.#genuine.get(token) ?? this.#genuineClaims(token)
    if (claims === undefined) return undefined
    this.#genuine.set(token, claims)
    if (typeof claims.exp === 'number' && claims.exp * 1000 < Date.now()) return undefined
    const audiences = Array.isArray(claims.aud) ? (claims.aud as string[]) : []
    const bound = claims['kubernetes.io']
    if (isFields(bound)) return {...accountClaims(bound), audiences}
    return {
      user: {
        username: String(claims.sub),
        groups: [...(claims.groups as string[]), 'system:authenticated'],
        ...(typeof claims.uid === 'string' ? {uid: claims.uid} : {}),
      },
      audiences,
    }
  }

  #genuineClaims(token: string): Fields | undefined {
    const [header = '', payload = '', signature = ''] = token.split('.')
    const wanted = this.#signature(`${header}.${payload}`)
    const given = Buffer.from(signature, 'base64url')
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    return isFields(claims) ? claims : undefined
  }

  #signature(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest()
  }

  #sign(claims: Fields): string {
    const text = `${part({alg: 'HS256', typ: 'JWT'})}.${part(claims)}`
    return `${text}.${this.#signature(text).toString('base64url')}`
  }
}

function accountClaims(bound: Fields): {user: User; binding: Binding} {
  const {namespace, serviceaccount, pod} = bound as unknown as {
    namespace: string
    serviceaccount: Binding['account']
    pod?: Binding['account']
  }
  return {
    user: {
      username: `system:serviceaccount:${namespace}:${serviceaccount.name}`,
      uid: serviceaccount.uid,
      groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
      ...(pod === undefined
        ? {}
        : {extra: {'authentication.kubernetes.io/pod-name': [pod.name], 'authentication.kubernetes.io/pod-uid': [pod.uid]}}),
    },
    binding: {namespace, account: serviceaccount, ...(pod === undefined ? {} : {bound: {kind: 'pod', name: pod.name, uid: pod.uid}})},
  }
}
