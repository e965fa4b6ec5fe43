import {spawn, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {readFileSync} from 'node:fs'
import {request as httpRequest} from 'node:http'
import {request} from 'node:https'
import {connect as connectTcp} from 'node:net'
import {connect as connectTls} from 'node:tls'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {execa} from 'execa'
import {load} from 'js-yaml'
import {compileCache} from '../compile-cache.ts'
import {builtVkctl} from '../lifecycle/world/vkctl-package.ts'
import {tools} from '../tools.ts'

const deployment = (name: string): unknown => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name},
  spec: {
    replicas: 3,
    selector: {matchLabels: {app: name}},
    template: {metadata: {labels: {app: name}}, spec: {containers: [{name: 'some', image: 'does-not-exist.invalid/some'}]}},
  },
})

const vkctl = join(builtVkctl(), 'bin', 'run.js')

// A process of its own: jest itself catches what would end the sandbox.
describe('the process of the sandbox', () => {
  let sandbox: ChildProcess
  const env: Record<string, string> = {}
  const {kubectl} = tools['4.2.3']

  beforeAll(async () => {
    const started = spawn(process.execPath, [vkctl, 'sandbox'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {...process.env, ...compileCache},
    })
    sandbox = started
    const printed = await new Promise<string>((resolve, reject) => {
      let text = ''
      started.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        if (/^export VKCTL_SANDBOX=.*\n/m.test(text)) resolve(text)
      })
      started.once('exit', () => reject(new Error(`The sandbox ended and printed ${text}`)))
    })
    for (const [, name = '', value = ''] of printed.matchAll(/^export (\w+)='(.*)'$/gm)) env[name] = value
  }, 60_000)

  afterAll(async () => {
    const ended = once(sandbox, 'exit')
    sandbox.kill('SIGTERM')
    await ended
  })

  const control = async (method: string, path: string, body?: unknown): Promise<Response> =>
    await fetch(`${env['VKCTL_SANDBOX']}${path}`, {method, ...(body !== undefined && {body: JSON.stringify(body)})})

  const requests = async (): Promise<readonly {readonly server: string}[]> => (await (await control('GET', '/requests')).json()) as never

  /** Runs until the API server has seen that many more requests, of whomever. */
  async function whileAsked(count: number, act: () => Promise<unknown>): Promise<void> {
    const before = (await requests()).length
    while ((await requests()).length < before + count) await act()
  }

  async function isWell(): Promise<boolean> {
    await control('PUT', '/faults', [])
    const {stdout} = await execa(kubectl, ['get', 'nodes', '-o', 'name'], {env})
    return stdout === 'node/aks-nodepool1-00000000-vmss000000' && sandbox.exitCode === null
  }

  /** A request to the API server, whatever comes of it. With `reset`, the client resets the connection as soon as the request is on its way. */
  async function ask(path: string, {reset = false, headers = {}}: {reset?: boolean; headers?: Record<string, string>} = {}): Promise<void> {
    const config = load(readFileSync(env['KUBECONFIG'] ?? '', 'utf8')) as {
      clusters: [{cluster: {server: string; 'certificate-authority-data': string}}]
      users: [{user: {'client-certificate-data': string; 'client-key-data': string}}]
    }
    const [{cluster}] = config.clusters
    const [{user}] = config.users
    const pem = (data: string): Buffer => Buffer.from(data, 'base64')
    const tcp = connectTcp(Number(new URL(cluster.server).port), '127.0.0.1')
    const createConnection = () =>
      connectTls({
        socket: tcp,
        ca: pem(cluster['certificate-authority-data']),
        cert: pem(user['client-certificate-data']),
        key: pem(user['client-key-data']),
      })
    await new Promise<void>(resolve => {
      const sent = request(`${cluster.server}${path}`, {headers, createConnection}, response =>
        response.resume().on('error', () => undefined),
      )
      sent.on('error', () => resolve()).on('close', () => resolve())
      if (reset) sent.on('finish', () => setImmediate(() => tcp.resetAndDestroy()))
      sent.end()
    })
  }

  it.each([
    ['cut', {cut: true}],
    ['without-json', {status: 200, body: 'no JSON'}],
    ['gone', {status: 410, delayMs: 20}],
  ])('survives requests of everybody that end like this: %s', async (name, fault) => {
    await execa(kubectl, ['apply', '-f', '-'], {env, input: JSON.stringify(deployment(name))})
    expect((await control('PUT', '/faults', [{server: 'kubernetes', times: 1000, ...fault}])).status).toBe(204)
    await whileAsked(30, async () => await ask('/api/v1/pods'))
    expect(await isWell()).toBe(true)
  })

  it('survives clients that close the connection in the middle: of a list, a watch, a command in a container, a delayed or cut request', async () => {
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    }
    const paths = ['/api/v1/pods', '/api/v1/pods?watch=true', '/api/v1/namespaces/default/pods/none/exec?command=ls']
    const attempts = async (): Promise<void> => {
      for (const path of paths) await ask(path, {reset: true, ...(path.includes('exec') && {headers: upgrade})})
    }
    await attempts()
    await control('PUT', '/faults', [{server: 'kubernetes', delayMs: 50, times: 1000}])
    await attempts()
    await control('PUT', '/faults', [{server: 'kubernetes', cut: true, times: 1000}])
    await attempts()
    expect(await isWell()).toBe(true)
  })

  it('survives half of a request at the control address', async () => {
    const url = new URL(`${env['VKCTL_SANDBOX']}/faults`)
    await new Promise<void>(resolve => {
      const sent = httpRequest(url, {method: 'PUT', headers: {'content-length': '100'}})
      sent.on('error', () => resolve()).on('close', () => resolve())
      sent.write('[', () => sent.destroy())
    })
    expect((await control('PUT', '/faults', [{server: 'azure', status: 99}])).status).toBe(400)
    expect(await isWell()).toBe(true)
  })
})
