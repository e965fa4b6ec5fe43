import type {TokenCredential} from '@azure/identity'
import type {HttpClient} from '@azure/core-rest-pipeline'
import {UserError} from '../../errors.ts'
import type {Cloud} from '../clouds/cloud.ts'
import {onlyToHostOf} from './one-host.ts'

/** Resource Manager in one subscription, as the SDK's clients need it. */
export interface Arm {
  readonly subscriptionId: string
  readonly credential: TokenCredential
  readonly clientOptions: ClientOptions
  /** Runs a request. `thing` is the subject of the request in error messages. Rejects only with UserError, or with the reason of an interrupt. */
  ask<T>(thing: string, request: () => Promise<T>): Promise<T>
}

/** Options for both generations of SDK clients: newer ones read `credentials.scopes`, older ones `credentialScopes`. */
export interface ClientOptions {
  readonly endpoint: string
  readonly credentials: {readonly scopes: string[]}
  readonly credentialScopes: string[]
  readonly httpClient: HttpClient
  /** No retries here, because the transport repeats requests. */
  readonly retryOptions: {readonly maxRetries: 0}
  readonly userAgentOptions: {readonly userAgentPrefix: string}
}

export function clientOptions(cloud: Cloud, httpClient: HttpClient, userAgent: string): ClientOptions {
  const scopes = [`${cloud.audience}/.default`]
  return {
    endpoint: cloud.resourceManager,
    credentials: {scopes},
    credentialScopes: scopes,
    httpClient: onlyToHostOf(cloud.resourceManager, httpClient),
    retryOptions: {maxRetries: 0},
    userAgentOptions: {userAgentPrefix: userAgent},
  }
}

/** See {@link Arm.ask}. */
export function asker(signal: AbortSignal): Arm['ask'] {
  return async (thing, request) => {
    try {
      signal.throwIfAborted()
      return await request()
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof UserError) throw error
      // The SDK does not check the shape of answers, so an unexpected one ends up here.
      throw new UserError(`Azure's answer about ${thing} could not be understood: ${(error as Error).message}`, {cause: error})
    }
  }
}

/** Returns a function that loads on the first call and returns the same promise from then on. */
export function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined
  return () => (loading ??= load())
}
