import {readFileSync} from 'node:fs'
import {Agent} from 'node:https'
import {load} from 'js-yaml'
import {startRequestGate, type codes, type RequestGate} from './request-gate.ts'

export interface ApiGate extends RequestGate {
  /** The same kubeconfig, but it leads to the gate. */
  readonly rewriteKubeconfig: (text: string) => string
}

interface Kubeconfig {
  readonly clusters: readonly [{readonly cluster: {readonly server: string; readonly 'certificate-authority-data': string}}]
  readonly users: readonly [{readonly user: {readonly 'client-certificate-data': string; readonly 'client-key-data': string}}]
}

/** Stands before the API server, whom it asks as this administrator. helm and kubectl go through it uncounted: they are hit by the tool gate. */
export async function startApiGate(administratorFile: string): Promise<ApiGate> {
  const {
    clusters: [{cluster}],
    users: [{user}],
  } = load(readFileSync(administratorFile, 'utf8')) as Kubeconfig
  const gate = await startRequestGate({
    endpoint: cluster.server,
    agent: new Agent({
      keepAlive: true,
      ca: decode(cluster['certificate-authority-data']),
      cert: decode(user['client-certificate-data']),
      key: decode(user['client-key-data']),
    }),
    isCounted: ({headers}) => headers['user-agent']?.startsWith('vkctl/') === true,
    rewrite: (_, text) => text,
    refusal: refusalOf,
  })
  return {
    ...gate,
    rewriteKubeconfig: text =>
      text
        .replaceAll(cluster.server, gate.endpoint)
        .replaceAll(cluster['certificate-authority-data'], Buffer.from(gate.ca).toString('base64')),
  }
}

const reasons = {500: 'InternalError', 403: 'Forbidden', 409: 'AlreadyExists', 429: 'TooManyRequests'} as const

function refusalOf(status: keyof typeof codes, path: string): unknown {
  const what = path.split('?')[0]?.split('/').at(-1) ?? ''
  const message = {
    500: 'the sweep made this request fail',
    403: `${what} is forbidden: User "sweep" cannot do this`,
    409: `${what} already exists`,
    429: 'the sweep is busy',
  }[status]
  return {kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason: reasons[status], code: status}
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8')
}
