import {once} from 'node:events'
import type {IncomingMessage, ServerResponse} from 'node:http'
import {createServer, type Server} from 'node:https'
import type {AddressInfo} from 'node:net'
import {afterEach, beforeAll, describe, expect, it} from '@jest/globals'
import {execa} from 'execa'
import {InterruptedError} from '../../../src/lib/errors.ts'
import {NoAnswer} from '../../../src/lib/http/connection-fault.ts'
import {openTlsClient, type TlsClient} from '../../../src/lib/http/tls-client.ts'
import {Secret} from '../../../src/lib/secret.ts'
import {createAuthority} from '../../../sandbox/authority.ts'
import {talkTo} from '../../talk.ts'

type Serve = (request: IncomingMessage, response: ServerResponse, index: number) => void

let authority: Awaited<ReturnType<typeof createAuthority>>
beforeAll(async () => {
  authority = await createAuthority('test')
})

let servers: Server[] = []
let clients: TlsClient[] = []
afterEach(() => {
  for (const client of clients) client.close()
  for (const server of servers) server.closeAllConnections()
  for (const server of servers) server.close()
  servers = []
  clients = []
})

async function start(serve: Serve, {attemptMs = 5000, mostBytes = 1_000_000, signal = new AbortController().signal} = {}) {
  const {certificate, key} = await authority.issue({commonName: 'server', names: ['127.0.0.1']})
  const mine = await authority.issue({commonName: 'me', names: []})
  let index = 0
  const said: string[] = []
  const server = createServer(
    {cert: certificate, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: false},
    (request, response) => serve(request, response, index++),
  ).listen(0, '127.0.0.1')
  let connections = 0
  server.on('secureConnection', () => connections++)
  servers.push(server)
  await once(server, 'listening')
  const opened = openTlsClient({
    patience: {attempts: 6, attemptMs, pauseMs: 1, longestOwnPauseMs: 1000, longestPauseMs: 1000},
    mostBytes,
    signal,
    talk: talkTo({debug: text => void said.push(text)}),
    certificateAuthority: authority.certificate,
    clientCertificate: mine.certificate,
    clientKey: new Secret(mine.key),
  })
  clients.push(opened)
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/path?secret=1`
  return {
    opened,
    url,
    said,
    certificate,
    get: () => opened.send({method: 'GET', url, headers: {authorization: 'Bearer s3cret'}}),
    asked: () => index,
    connections: () => connections,
  }
}

describe('a server with a CA of its own', () => {
  it('is sent what is asked, with the client certificate, and its answer comes whole', async () => {
    const {opened, url} = await start((request, response) => {
      const {subject} = (request.socket as unknown as {getPeerCertificate(): {subject: {CN: string}}}).getPeerCertificate()
      let body = ''
      request.on('data', (data: Buffer) => (body += data.toString()))
      request.on('end', () => response.writeHead(201).end(`${request.method} ${String(request.headers['x'])} ${subject.CN} ${body}`))
    })
    expect(await opened.send({method: 'POST', url, headers: {x: 'y'}, body: 'é'})).toMatchObject({status: 201, text: 'POST y me é'})
  })

  it('is given up when it answers byte by byte and does not end, and not asked again', async () => {
    const trickle = await start(
      (_, response) => {
        const drip = setInterval(() => response.write('x'), 20)
        response.on('close', () => clearInterval(drip))
      },
      {attemptMs: 300},
    )
    await expect(trickle.get()).rejects.toThrow(/^127\.0\.0\.1:\d+ did not answer GET \/path within 0\.3 seconds\.$/)
    expect(trickle.asked()).toBe(1)
  })

  it('is given up when its answer is too large, and not asked again', async () => {
    const flood = await start((_, response) => {
      const pour = () => {
        if (!response.destroyed) void (response.write('x'.repeat(60_000)) ? setImmediate(pour) : response.once('drain', pour))
      }
      pour()
    })
    await expect(flood.get()).rejects.toThrow(/^127\.0\.0\.1:\d+ answered GET \/path with more than 1 MB\.$/)
    expect(flood.asked()).toBe(1)
  })

  it('is asked again after a cut, an error of its own and a request to wait, not more than three times', async () => {
    const one = await start((request, response, index) => {
      if (index === 0) request.socket.destroy()
      else response.writeHead(index === 1 ? 503 : 200).end('well')
    })
    expect(await one.get()).toMatchObject({status: 200, text: 'well'})
    const other = await start((_, response) => response.writeHead(429, {'retry-after': '0'}).end('busy'))
    expect(await other.get()).toMatchObject({status: 429, text: 'busy'})
    expect(other.asked()).toBe(3)
  })

  it('that was reached before is asked longer when connections are cut', async () => {
    const {get, asked} = await start((request, response, index) => {
      if (index === 0 || index === 6) response.end('well')
      else request.socket.destroy()
    })
    await get()
    expect(await get()).toMatchObject({text: 'well'})
    expect(asked()).toBe(7)
  })

  it('is not asked again after a refusal', async () => {
    const {get, asked} = await start((_, response) => response.writeHead(403).end('no'))
    expect(await get()).toMatchObject({status: 403, text: 'no'})
    expect(asked()).toBe(1)
  })

  it.each<readonly [string, Serve, RegExp]>([
    ['cuts every connection', request => request.socket.destroy(), /was cut/],
    [
      'stops in the middle of its answer',
      (request, response) => {
        response.writeHead(200, {'content-length': '100'})
        response.write('half')
        setImmediate(() => request.socket.destroy())
      },
      /was cut/,
    ],
    ['says nothing', () => {}, /did not answer GET \/path within 1 seconds/],
  ])('that %s gives no answer', async (_, serve, message) => {
    const {get} = await start(serve, {attemptMs: 1000})
    await expect(get()).rejects.toThrow(NoAnswer)
    await expect(get()).rejects.toThrow(message)
  })

  it('is believed when its own certificate is what is trusted, without the root', async () => {
    const {url, certificate} = await start((_, response) => response.end('text'))
    const opened = openTlsClient({
      patience: {attempts: 1, attemptMs: 5000, pauseMs: 1, longestOwnPauseMs: 1, longestPauseMs: 1},
      signal: new AbortController().signal,
      talk: talkTo(),
      certificateAuthority: certificate,
    })
    clients.push(opened)
    expect(await opened.send({method: 'GET', url, headers: {}})).toMatchObject({status: 200, text: 'text'})
  })

  it('is not believed with a certificate of somebody else, whatever the environment says', async () => {
    const other = await createAuthority('other')
    const {url} = await start((_, response) => response.end('text'))
    // Node looks at the environment of its process, which jest keeps from tests.
    const program = `
      import {openTlsClient} from ${JSON.stringify(new URL('../../../src/lib/http/tls-client.ts', import.meta.url).href)}
      const opened = openTlsClient({
        patience: {attempts: 1, attemptMs: 5000, pauseMs: 1, longestOwnPauseMs: 1, longestPauseMs: 1},
        signal: new AbortController().signal,
        talk: {debug() {}},
        certificateAuthority: process.env.AUTHORITY,
      })
      const outcome = await opened.send({method: 'GET', url: process.env.SERVER, headers: {}}).catch(error => error)
      process.stdout.write(outcome instanceof Error ? outcome.message : 'believed')
      opened.close()`
    const {stdout} = await execa(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program], {
      env: {NODE_TLS_REJECT_UNAUTHORIZED: '0', AUTHORITY: other.certificate, SERVER: url},
    })
    expect(stdout).toMatch(/self-signed certificate|unable to verify/)
  })

  it('gives no answer any more when it is closed, and is not asked again', async () => {
    const arrived = Promise.withResolvers<void>()
    const {opened, get, asked} = await start(() => arrived.resolve())
    const asking = get()
    await arrived.promise
    opened.close()
    await expect(asking).rejects.toThrow(NoAnswer)
    expect(asked()).toBe(1)
  })

  it('is left alone after an interrupt, which also ends what is under way', async () => {
    const controller = new AbortController()
    const arrived = Promise.withResolvers<void>()
    const {get} = await start(() => arrived.resolve(), {signal: controller.signal})
    const asking = get()
    await arrived.promise
    controller.abort(new InterruptedError('SIGINT'))
    await expect(asking).rejects.toThrow(InterruptedError)
    await expect(get()).rejects.toThrow(InterruptedError)
  })

  it('is told of to --debug without query, headers or body', async () => {
    const {get, said} = await start((_, response) => response.end('text'))
    await get()
    expect(said).toEqual([expect.stringMatching(/^GET 127\.0\.0\.1:\d+\/path -> 200 in \d+ ms$/)])
  })
})

describe('what is sent once', () => {
  it('goes over a connection of its own, and what follows over the one before', async () => {
    const {opened, url, get, connections} = await start((_, response) => response.end('{}'))
    await get()
    await opened.send({method: 'POST', url, headers: {}, body: '{}', once: true})
    expect(connections()).toBe(2)
    await get()
    expect(connections()).toBe(2)
  })
})
