import type {AccessToken, TokenCredential} from '@azure/identity'
import type {HttpClient} from '@azure/core-rest-pipeline'
import {UserError} from '../../errors.ts'
import type {Cloud} from '../clouds/cloud.ts'
import {parseBody} from '../transport/garbage.ts'
import {isPassing} from '../../http/patience.ts'
import {signInReason} from './sign-in-fault.ts'
import type {SignInMethod} from './sign-in-methods.ts'
import type {Transport} from '../transport/transport.ts'

/** az normally takes one or two seconds. */
const azTimeoutMs = 60_000

export interface CredentialContext {
  readonly cloud: Cloud
  readonly transport: Transport
  readonly userAgent: string
  /** For az: if the user has several tenants, the token must be for the tenant of the subscription. */
  readonly azSubscription: string | undefined
  readonly azTenant: string | undefined
}

/** A source of tokens. Rejects with UserError if the server cannot be reached or is busy, else with an error that contains the message of the server or of az. */
export interface Credential {
  getToken(scope: string): Promise<AccessToken>
}

/** The credential of a method. It makes no request yet. */
export async function openCredential(method: SignInMethod, context: CredentialContext): Promise<Credential> {
  const {client, trouble} = remembering(method.kind === 'managed' ? context.transport.nearby : context.transport.entra)
  const credential = await sdkCredential(method, context, client)
  return {
    async getToken(scope) {
      try {
        const token = await credential.getToken(scope)
        if (token === null) throw new UserError('Entra ID returned no token.')
        return token
      } catch (error) {
        throw trouble() ?? error
      }
    },
  }
}

/** Keeps the error of the last request, because MSAL replaces it with a name such as `network_error`. */
function remembering(wrapped: HttpClient): {readonly client: HttpClient; readonly trouble: () => unknown} {
  let trouble: unknown
  return {
    trouble: () => trouble,
    client: {
      async sendRequest(request) {
        trouble = undefined
        try {
          const response = await wrapped.sendRequest(request)
          const body = parseBody(response) as {readonly error_description?: unknown} | null | undefined
          if (response.status >= 400 && typeof body?.error_description === 'string')
            trouble = refusal(response.status, body.error_description)
          return response
        } catch (error) {
          trouble = error
          throw error
        }
      },
    },
  }
}

function refusal(status: number, description: string): Error {
  const error = new Error(description)
  return isPassing(status) ? new UserError(`Entra ID cannot handle sign-ins at the moment: ${signInReason(error)}`) : error
}

async function sdkCredential(
  method: SignInMethod,
  {cloud, userAgent, azSubscription, azTenant}: CredentialContext,
  httpClient: HttpClient,
): Promise<TokenCredential> {
  const identity = await import('@azure/identity')
  const common = {retryOptions: {maxRetries: 0}, userAgentOptions: {userAgentPrefix: userAgent}, httpClient}
  const options = {...common, authorityHost: cloud.authority, disableInstanceDiscovery: cloud.custom}
  const {kind} = method
  if (kind === 'secret') return new identity.ClientSecretCredential(method.tenantId, method.clientId, method.clientSecret.reveal(), options)
  if (kind === 'certificate') {
    const {path: certificatePath, password, sendChain: sendCertificateChain} = method
    const certificate = {certificatePath, ...(password !== undefined && {certificatePassword: password.reveal()})}
    return new identity.ClientCertificateCredential(method.tenantId, method.clientId, certificate, {...options, sendCertificateChain})
  }
  if (kind === 'workload')
    return new identity.WorkloadIdentityCredential({
      ...options,
      tenantId: method.tenantId,
      clientId: method.clientId,
      tokenFilePath: method.tokenFile,
    })
  if (kind === 'managed')
    return new identity.ManagedIdentityCredential({...common, ...(method.clientId !== undefined && {clientId: method.clientId})})
  // az accepts only one of the two.
  const place = azSubscription !== undefined ? {subscription: azSubscription} : azTenant !== undefined ? {tenantId: azTenant} : {}
  return new identity.AzureCliCredential({processTimeoutInMs: azTimeoutMs, ...place})
}
