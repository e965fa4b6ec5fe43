import {ServerResponse, type IncomingMessage} from 'node:http'
import {createServer} from 'node:https'
import type {AddressInfo, Socket} from 'node:net'
import type {Authority} from '../authority.ts'
import type {Faults} from '../faults.ts'
import {Authenticator, type VerifyToken} from './access/authenticate.ts'
import {Rbac} from './access/rbac.ts'
import {Tokens} from './access/tokens.ts'
import {masters} from './access/user.ts'
import {bootstrap} from './bootstrap/bootstrap.ts'
import type {Context} from './context.ts'
import {Handler} from './http/handler.ts'
import {resources} from './resources/catalogue.ts'
import {Schemas} from './schema/schemas.ts'
import {Store} from './storage/store.ts'

/** A running Kubernetes API server. */
export interface KubernetesApi {
  /** `https://127.0.0.1:port` */
  readonly url: string
  /** PEM. */
  readonly caCertificate: string
  /** Of a member of system:masters. */
  readonly adminToken: string
  /** Remembers every object; the result brings all of them back as they were, with their UIDs. */
  save(): () => void
  /** A bearer token for a user, which is valid until the server closes. */
  issueToken(user: {readonly username: string; readonly groups?: readonly string[]}): string
  close(): Promise<void>
}

export interface KubernetesApiOptions {
  /** Default any free one. */
  readonly port?: number
  readonly authority: Authority
  /** PEM; client certificates of this CA are users (common name) with groups (organizations). */
  readonly clientCa?: string
  /** Returns the user of a foreign token, such as one from Entra ID. */
  readonly verifyToken?: VerifyToken
  readonly faults: Faults
  /** The version in `/version`; default v1.36.3. */
  readonly version?: string
}

/** Starts an API server on loopback that keeps its objects in memory. */
export async function startKubernetesApi(options: KubernetesApiOptions): Promise<KubernetesApi> {
  const {authority, clientCa = authority.certificate, version = 'v1.36.3'} = options
  const [serving, client] = await Promise.all([
    authority.issue({
      commonName: 'kube-apiserver',
      names: ['127.0.0.1', 'localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc'],
    }),
    authority.issue({commonName: 'kube-apiserver-kubelet-client', organizations: [masters]}),
  ])
  const context: Context = {store: new Store(), schemas: new Schemas(), resources: resources(), caCertificate: authority.certificate}
  const tokens = new Tokens()
  const rbac = new Rbac(context.store)
  bootstrap(context, clientCa)
  const handler = new Handler({
    context,
    rbac,
    tokens,
    version,
    faults: options.faults,
    authenticator: new Authenticator(context.store, tokens, options.verifyToken),
    kubeletClient: client,
  })
  const serve = (request: IncomingMessage, response: ServerResponse): void =>
    void handler.handle(request, response).catch(() => response.destroy())
  const server = createServer(
    {
      cert: serving.certificate,
      key: serving.key,
      ca: [clientCa],
      requestCert: true,
      rejectUnauthorized: false,
      // A quarter cheaper than OpenSSL's first choice, which nobody needs on loopback.
      ecdhCurve: 'X25519',
      // Longer than a client pauses. A request on a connection that the server is just closing would be lost.
      keepAliveTimeout: 600_000,
    },
    serve,
  )
  server.requestTimeout = 0
  // Of a command in a container; it is answered as any other until the kubelet agrees.
  server.on('upgrade', (request, socket: Socket) => {
    const response = new ServerResponse(request)
    response.assignSocket(socket)
    serve(request, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const {port} = server.address() as AddressInfo
  return {
    url: `https://127.0.0.1:${port}`,
    caCertificate: authority.certificate,
    save: () => context.store.save(),
    adminToken: tokens.issue({username: 'sandbox-admin', groups: [masters]}),
    issueToken: ({username, groups = []}) => tokens.issue({username, groups}),
    async close() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
