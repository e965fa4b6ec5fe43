import {request} from 'node:https'
import {createAuthority} from '../../../sandbox/authority.ts'
import {startAzure, type Azure} from '../../../sandbox/azure/azure.ts'
import {initialWorld, type WorldOptions} from '../../../sandbox/azure/initial-world.ts'
import {Faults} from '../../../sandbox/faults.ts'

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  // oxlint-disable-next-line typescript/no-explicit-any -- JSON of any shape
  readonly body: any
}

export interface AzureForTests extends AsyncDisposable {
  readonly azure: Azure
  readonly faults: Faults
  /** PEM of the authority that signed the server's certificate. */
  readonly ca: string
  /** `/subscriptions/<id>` */
  readonly subscription: string
  /** Sends any request to the TLS server. `as` adds the token of a principal. */
  send(
    method: string,
    path: string,
    options?: {readonly as?: string; readonly token?: string; readonly body?: unknown; readonly form?: Record<string, string>},
  ): Promise<Reply>
  /** Asks Resource Manager as a principal, default `operator`, default api-version one that the type has. */
  arm(method: string, path: string, options?: {readonly as?: string; readonly body?: unknown; readonly apiVersion?: string}): Promise<Reply>
  signIn(form: Record<string, string>, tenant?: string): Promise<Reply>
}

const apiVersion = (path: string): string => {
  if (/Microsoft\.Authorization/i.test(path)) return '2022-04-01'
  if (/Microsoft\.ContainerInstance\//i.test(path) && !path.endsWith('register')) return '2023-05-01'
  if (/Microsoft\.ContainerService\//i.test(path)) return '2026-06-01'
  if (/Microsoft\.Network\//i.test(path)) return '2024-05-01'
  if (/Microsoft\.ManagedIdentity\//i.test(path)) return '2023-01-31'
  return '2022-12-01'
}

/** Starts the stand-in for one test; `await using` ends it. */
export async function azureForTests(options: WorldOptions = {}): Promise<AzureForTests> {
  const authority = await createAuthority('test authority')
  const faults = new Faults()
  const pair = await authority.issue({commonName: 'masterclient', organizations: ['system:masters']})
  const azure = await startAzure({
    authority,
    faults,
    world: initialWorld({...options, delays: {registrationMs: 0, roleAssignmentMs: 0, containerStartMs: 0, ...options.delays}}),
    clusterAccess: async () => ({
      server: 'https://127.0.0.1:6443',
      certificateAuthority: authority.certificate,
      clientCertificate: pair.certificate,
      clientKey: pair.key,
    }),
  })

  const send: AzureForTests['send'] = async (method, path, {as, token, body, form} = {}) => {
    const bearer = as === undefined ? token : await tokenOf(as)
    const text = form === undefined ? (body === undefined ? undefined : JSON.stringify(body)) : new URLSearchParams(form).toString()
    return await new Promise<Reply>((resolve, reject) => {
      const headers = {
        ...(bearer !== undefined && {authorization: `Bearer ${bearer}`}),
        ...(text !== undefined && {'content-type': form === undefined ? 'application/json' : 'application/x-www-form-urlencoded'}),
      }
      const sent = request(`${azure.endpoint}${path}`, {method, ca: authority.certificate, headers}, response => {
        let received = ''
        response
          .setEncoding('utf8')
          .on('data', (chunk: string) => (received += chunk))
          .on('error', reject)
        response.on('end', () =>
          resolve({status: response.statusCode ?? 0, headers: response.headers, body: received === '' ? undefined : JSON.parse(received)}),
        )
      })
      sent.on('error', reject).end(text)
    })
  }
  const signIn: AzureForTests['signIn'] = async (form, tenant = azure.tenantId) =>
    await send('POST', `/${tenant}/oauth2/v2.0/token`, {
      form: {grant_type: 'client_credentials', scope: `${azure.endpoint}/.default`, ...form},
    })
  const tokenOf = async (name: string): Promise<string> => {
    const {clientId, secrets} = azure.principal(name)
    return (await signIn({client_id: clientId, client_secret: secrets?.[0] ?? ''})).body.access_token
  }
  return {
    azure,
    faults,
    ca: authority.certificate,
    subscription: `/subscriptions/${azure.subscriptionId}`,
    send,
    signIn,
    arm: async (method, path, {as = 'operator', body, apiVersion: version = apiVersion(path)} = {}) =>
      await send(method, `${path}${path.includes('?') ? '&' : '?'}api-version=${version}`, {as, body}),
    [Symbol.asyncDispose]: async () => await azure.close(),
  }
}
