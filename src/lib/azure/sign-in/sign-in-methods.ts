import {Secret} from '../../secret.ts'

type Env = Readonly<Record<string, string | undefined>>

/** A way to sign in that the user has configured. */
export type SignInMethod =
  | {readonly kind: 'secret'; readonly tenantId: string; readonly clientId: string; readonly clientSecret: Secret}
  | {
      readonly kind: 'certificate'
      readonly tenantId: string
      readonly clientId: string
      readonly path: string
      readonly password: Secret | undefined
      readonly sendChain: boolean
    }
  | {readonly kind: 'workload'; readonly tenantId: string; readonly clientId: string; readonly tokenFile: string}
  | {readonly kind: 'az'}
  | {readonly kind: 'managed'; readonly clientId: string | undefined}

export interface SignInMethods {
  /** In the order in which they are tried. If environment variables configure an application, it is the only method: another identity would be a surprise. */
  readonly methods: readonly SignInMethod[]
  /** Why the other methods are not tried, one line each. */
  readonly skipped: readonly string[]
}

const yes = new Set(['1', 'yes', 'true', 'on'])

/** The sign-in methods that the environment configures, with the variables of the Azure SDKs (EnvironmentCredential, WorkloadIdentityCredential). */
export function signInMethods(env: Env): SignInMethods {
  const application = applicationMethod(env)
  if (application !== undefined) return {methods: [application], skipped: []}
  const {AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_FEDERATED_TOKEN_FILE} = env
  const proof = env['AZURE_CLIENT_SECRET'] || env['AZURE_CLIENT_CERTIFICATE_PATH']
  const skipped = [
    `service principal: ${unset({AZURE_TENANT_ID, AZURE_CLIENT_ID, 'AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH': proof})} not set`,
    `workload identity: ${unset({AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_FEDERATED_TOKEN_FILE})} not set`,
  ]
  return hasManagedIdentity(env)
    ? {methods: [{kind: 'az'}, {kind: 'managed', clientId: isCloudShell(env) ? undefined : AZURE_CLIENT_ID || undefined}], skipped}
    : {methods: [{kind: 'az'}], skipped: [...skipped, 'managed identity: VKCTL_USE_MANAGED_IDENTITY is not set']}
}

function applicationMethod(env: Env): SignInMethod | undefined {
  const {
    AZURE_TENANT_ID: tenantId,
    AZURE_CLIENT_ID: clientId,
    AZURE_CLIENT_SECRET: clientSecret,
    AZURE_CLIENT_CERTIFICATE_PATH: path,
    AZURE_FEDERATED_TOKEN_FILE: tokenFile,
  } = env
  if (!tenantId || !clientId) return undefined
  if (clientSecret) return {kind: 'secret', tenantId, clientId, clientSecret: new Secret(clientSecret)}
  if (path)
    return {
      kind: 'certificate',
      tenantId,
      clientId,
      path,
      password: secret(env['AZURE_CLIENT_CERTIFICATE_PASSWORD']),
      sendChain: isYes(env['AZURE_CLIENT_SEND_CERTIFICATE_CHAIN']),
    }
  return tokenFile ? {kind: 'workload', tenantId, clientId, tokenFile} : undefined
}

/** Whether the environment announces a managed identity. Elsewhere it is not tried, because a laptop would wait for its endpoint until the time runs out. */
function hasManagedIdentity(env: Env): boolean {
  const named = env['AZURE_CLIENT_ID'] && !env['AZURE_TENANT_ID']
  return Boolean(env['IDENTITY_ENDPOINT'] || env['MSI_ENDPOINT'] || named) || isYes(env['VKCTL_USE_MANAGED_IDENTITY'])
}

/** Cloud Shell has one identity, and rejects requests that name another. */
function isCloudShell(env: Env): boolean {
  return Boolean(env['MSI_ENDPOINT'] && !env['MSI_SECRET'] && !env['IDENTITY_ENDPOINT'])
}

const secret = (value: string | undefined): Secret | undefined => (value ? new Secret(value) : undefined)
const isYes = (value: string | undefined): boolean => yes.has((value ?? '').toLowerCase())

function unset(variables: Readonly<Record<string, string | undefined>>): string {
  const missing = Object.entries(variables).filter(([, value]) => !value)
  return `${missing.map(([name]) => name).join(', ')} ${missing.length === 1 ? 'is' : 'are'}`
}

/** The name of a method in messages. */
export function methodName(method: SignInMethod): string {
  if (method.kind === 'az') return 'az login'
  const {kind, clientId} = method
  const names = {
    secret: `the service principal ${clientId} and its secret`,
    certificate: `the service principal ${clientId} and its certificate`,
    workload: `the workload identity ${clientId}`,
    managed: clientId === undefined ? 'the managed identity' : `the managed identity ${clientId}`,
  }
  return names[kind]
}
