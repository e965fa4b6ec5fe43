import {request} from 'node:https'
import {createAuthority, type Authority, type KeyPair} from '../../../sandbox/authority.ts'
import {Faults} from '../../../sandbox/faults.ts'
import {startKubernetesApi, type KubernetesApi} from '../../../sandbox/kubernetes/api-server.ts'

/** An answer of the API: its status and its JSON (or text) body. */
export interface Reply {
  readonly status: number
  // eslint-disable-next-line typescript/no-explicit-any -- tests look into answers of every kind
  readonly body: any
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export interface Options {
  /** Default the administrator's; '' for none. */
  readonly token?: string
  readonly certificate?: KeyPair
  readonly type?: string
  readonly accept?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface TestApi extends KubernetesApi {
  readonly authority: Authority
  readonly faults: Faults
  /** Sends a request; a body that is no string is sent as JSON. */
  send(method: string, path: string, body?: unknown, options?: Options): Promise<Reply>
}

export async function startTestApi(): Promise<TestApi> {
  const authority = await createAuthority('test')
  const faults = new Faults()
  const api = await startKubernetesApi({authority, faults, clientCa: authority.certificate})
  return {...api, authority, faults, send: (method, path, body, options = {}) => send(api, method, path, body, options)}
}

function send(api: KubernetesApi, method: string, path: string, body: unknown, options: Options): Promise<Reply> {
  const {
    token = options.certificate === undefined ? api.adminToken : '',
    certificate,
    type = 'application/json',
    accept = 'application/json',
    headers = {},
  } = options
  const {promise, resolve, reject} = Promise.withResolvers<Reply>()
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const outgoing = request(
    `${api.url}${path}`,
    {
      method,
      ca: api.caCertificate,
      agent: false,
      headers: {
        ...headers,
        accept,
        'content-type': type,
        'user-agent': 'test/1',
        'content-length': Buffer.byteLength(text),
        ...(token === '' ? {} : {authorization: `Bearer ${token}`}),
      },
      ...(certificate === undefined ? {} : {cert: certificate.certificate, key: certificate.key}),
    },
    incoming => {
      let answer = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (part: string) => (answer += part))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const json = incoming.headers['content-type']?.includes('json') === true
        resolve({
          status: incoming.statusCode ?? 0,
          body: json && answer !== '' ? (JSON.parse(answer) as unknown) : answer,
          headers: incoming.headers,
        })
      })
    },
  )
  outgoing.on('error', reject)
  outgoing.end(text)
  return promise
}

/** One event of a watch. */
export interface WatchEvent {
  readonly type: string
  // eslint-disable-next-line typescript/no-explicit-any -- as above
  readonly object: any
}

/** Watches a path and gives its first events; `then` is done once the watch is open. */
export function watchEvents(
  api: TestApi,
  path: string,
  count: number,
  then: () => Promise<unknown> = () => Promise.resolve(),
): Promise<WatchEvent[]> {
  const {promise, resolve, reject} = Promise.withResolvers<WatchEvent[]>()
  const outgoing = request(
    `${api.url}${path}`,
    {ca: api.caCertificate, agent: false, headers: {authorization: `Bearer ${api.adminToken}`}},
    incoming => {
      let text = ''
      incoming.setEncoding('utf8')
      const events = (): WatchEvent[] =>
        text
          .split('\n')
          .slice(0, -1)
          .map(line => JSON.parse(line) as WatchEvent)
      incoming.on('data', (part: string) => {
        text += part
        if (events().length < count) return
        resolve(events())
        outgoing.destroy()
      })
      incoming.on('end', () => resolve(events()))
      incoming.on('error', reject)
      then().catch(reject)
    },
  )
  outgoing.on('error', reject)
  outgoing.end()
  return promise
}

export const deployments = '/apis/apps/v1/namespaces/default/deployments'

/** A small Deployment. */
export function deployment(name: string, spec: object = {}): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {name},
    spec: {
      selector: {matchLabels: {app: name}},
      template: {
        metadata: {labels: {app: name}},
        spec: {containers: [{name: 'c', image: 'example.com/a:1', env: [{name: 'A', value: '1'}]}]},
      },
      ...spec,
    },
  }
}

/** A small Pod. */
export function pod(name: string, spec: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, labels: {app: name}},
    spec: {containers: [{name: 'c', image: 'example.com/a:1'}], ...spec},
  }
}
