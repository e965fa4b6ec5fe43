import {Secret} from '../secret.ts'

type Env = Readonly<Record<string, string | undefined>>

/** A way to sign in that the user has configured. */
export type SignInMethod =
  | {readonly kind: 'secret'; readonly tenantId: string; readonly clientId: string; readonly clientSecret: Secret}
  | {readonly kind: 'certificate'; readonly tenantId: string; readonly clientId: string; readonly path: string; readonly password: Secret | undefined; readonly sendChain: boolean}
  | {readonly kind: 'workload'; readonly tenantId: string; readonly clientId: string; readonly tokenFile: string}
  | {readonly kind: 'az'}
  | {readonly kind: 'managed'; readonly clientId: string | undefined}

export interface SignInMethods {
  /** In the order in which they are tried. The first three are used alone: who sets them does not want another identity. */
  readonly methods: readonly SignInMethod[]
  /** Why the others are not tried. */
  readonly skipped: readonly string[]
}

const yes = new Set(['1', 'yes', 'true', 'on'])

/** Which ways to sign in the environment asks for; variables as in the Azure SDKs (EnvironmentCredential, WorkloadIdentityCredential). */
export function signInMethods(env: Env): SignInMethods {
  const {AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId, AZURE_CLIENT_SECRET: clientSecret, AZURE_CLIENT_CERTIFICATE_PATH: path, AZURE_FEDERATED_TOKEN_FILE: tokenFile} = env
  const skipped: string[] = []
  if (tenantId && clientId) {
    if (clientSecret) return alone({kind: 'secret', tenantId, clientId, clientSecret: new Secret(clientSecret)})
    if (path) return alone({kind: 'certificate', tenantId, clientId, path, password: secret(env['AZURE_CLIENT_CERTIFICATE_PASSWORD']), sendChain: isYes(env['AZURE_CLIENT_SEND_CERTIFICATE_CHAIN'])})
    if (tokenFile) return alone({kind: 'workload', tenantId, clientId, tokenFile})
  }
  skipped.push(
    `service principal: ${unset({AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId, 'AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH': clientSecret || path})} not set`,
    `workload identity: ${unset({AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId, AZURE_FEDERATED_TOKEN_FILE: tokenFile})} not set`,
  )
  // Only where something says that there is one: a laptop would wait for an answer that never comes.
  const endpoint = env['IDENTITY_ENDPOINT'] || env['MSI_ENDPOINT']
  if (endpoint || isYes(env['VKCTL_USE_MANAGED_IDENTITY']) || (clientId && !tenantId)) {
    // Cloud Shell has one identity and refuses to be asked for another.
    const cloudShell = env['MSI_ENDPOINT'] && !env['MSI_SECRET'] && !env['IDENTITY_ENDPOINT']
    return {methods: [{kind: 'az'}, {kind: 'managed', clientId: cloudShell ? undefined : clientId || undefined}], skipped}
  }
  return {methods: [{kind: 'az'}], skipped: [...skipped, 'managed identity: VKCTL_USE_MANAGED_IDENTITY is not set']}
}

const alone = (method: SignInMethod): SignInMethods => ({methods: [method], skipped: []})
const secret = (value: string | undefined): Secret | undefined => (value ? new Secret(value) : undefined)
const isYes = (value: string | undefined): boolean => yes.has((value ?? '').toLowerCase())

function unset(variables: Readonly<Record<string, string | undefined>>): string {
  const missing = Object.entries(variables).filter(([, value]) => !value)
  return `${missing.map(([name]) => name).join(', ')} ${missing.length === 1 ? 'is' : 'are'}`
}

/** The name of a method in messages. */
export function methodName(method: SignInMethod): string {
  switch (method.kind) {
    case 'secret':
      return `the service principal ${method.clientId} and its secret`
    case 'certificate':
      return `the service principal ${method.clientId} and its certificate`
    case 'workload':
      return `the workload identity ${method.clientId}`
    case 'az':
      return 'az login'
    case 'managed':
      return method.clientId === undefined ? 'the managed identity' : `the managed identity ${method.clientId}`
  }
}
