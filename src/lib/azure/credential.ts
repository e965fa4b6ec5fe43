import type {TokenCredential} from '@azure/identity'
import type {Cloud} from './cloud.ts'
import type {SignInMethod} from './sign-in-methods.ts'
import type {Transport} from './transport.ts'

/** az takes a second or two; one that hangs is not waited for. */
const azTimeoutMs = 60_000

export interface CredentialContext {
  readonly cloud: Cloud
  readonly transport: Transport
  readonly userAgent: string
  /** For az: where the user has several tenants, the token has to be for the one of the subscription. */
  readonly azSubscription: string | undefined
  readonly azTenant: string | undefined
}

/** The SDK's credential of a method. Nothing is asked yet. */
export async function openCredential(method: SignInMethod, {cloud, transport, userAgent, azSubscription, azTenant}: CredentialContext): Promise<TokenCredential> {
  const identity = await import('@azure/identity')
  const common = {retryOptions: {maxRetries: 0}, userAgentOptions: {userAgentPrefix: userAgent}}
  const options = {...common, authorityHost: cloud.authority, disableInstanceDiscovery: cloud.custom, httpClient: transport.entra}
  switch (method.kind) {
    case 'secret':
      return new identity.ClientSecretCredential(method.tenantId, method.clientId, method.clientSecret.reveal(), options)
    case 'certificate': {
      const {path: certificatePath, password, sendChain: sendCertificateChain} = method
      const certificate = {certificatePath, ...(password !== undefined && {certificatePassword: password.reveal()})}
      return new identity.ClientCertificateCredential(method.tenantId, method.clientId, certificate, {...options, sendCertificateChain})
    }
    case 'workload':
      return new identity.WorkloadIdentityCredential({...options, tenantId: method.tenantId, clientId: method.clientId, tokenFilePath: method.tokenFile})
    case 'az':
      return new identity.AzureCliCredential({
        processTimeoutInMs: azTimeoutMs,
        ...(azSubscription !== undefined ? {subscription: azSubscription} : azTenant !== undefined && {tenantId: azTenant}),
      })
    case 'managed':
      return new identity.ManagedIdentityCredential({...common, httpClient: transport.nearby, ...(method.clientId !== undefined && {clientId: method.clientId})})
  }
}
