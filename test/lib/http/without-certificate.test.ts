import {once} from 'node:events'
import {createServer, type ServerOptions} from 'node:https'
import {createServer as createPlainServer} from 'node:net'
import type {AddressInfo, Server} from 'node:net'
import {afterEach, beforeAll, describe, expect, it} from '@jest/globals'
import {InterruptedError} from '../../../src/lib/errors.ts'
import {askWithoutCertificate, type Stranger, type StrangerAnswer} from '../../../src/lib/http/without-certificate.ts'
import {createAuthority, type KeyPair} from '../../../sandbox/authority.ts'

let authority: Awaited<ReturnType<typeof createAuthority>>
let pair: KeyPair
beforeAll(async () => {
  authority = await createAuthority('test')
  pair = await authority.issue({commonName: 'node', names: ['node']})
})

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function listen(server: Server): Promise<number> {
  servers.push(server.listen(0, '127.0.0.1'))
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const serve = (options: ServerOptions, status = 404): Promise<number> =>
  listen(createServer({cert: pair.certificate, key: pair.key, ...options}, (_, response) => response.writeHead(status).end('told')))

const ask = (port: number, changes: Partial<Stranger> = {}): Promise<StrangerAnswer> =>
  askWithoutCertificate({
    host: '127.0.0.1',
    port,
    certificate: pair.certificate,
    timeoutMs: 5000,
    signal: new AbortController().signal,
    ...changes,
  })

describe('asking without a certificate', () => {
  it('tells that the server answers', async () => {
    expect(await ask(await serve({requestCert: true, rejectUnauthorized: false, ca: authority.certificate}))).toEqual({httpStatus: 404})
    expect(await ask(await serve({}, 401))).toEqual({httpStatus: 401})
  })

  it('tells that the server wants a certificate', async () => {
    expect(await ask(await serve({requestCert: true, rejectUnauthorized: true, ca: authority.certificate}))).toBe('refused')
  })

  it.each(['open', 'closed'])('says nothing of another server at the address that is %s', async state => {
    const other = await authority.issue({commonName: 'node', names: ['node']})
    const wants = {requestCert: true, rejectUnauthorized: state === 'closed', ca: authority.certificate}
    const port = await serve({cert: other.certificate, key: other.key, ...wants})
    expect(await ask(port)).toEqual({unreached: 'another server answers there'})
    expect(await ask(port, {certificate: 'none'})).toEqual({unreached: 'another server answers there'})
  })

  it('says nothing where nobody answers', async () => {
    const gone = createPlainServer()
    const port = await listen(gone)
    servers.splice(0)
    gone.close()
    await once(gone, 'close')
    expect(await ask(port)).toEqual({unreached: 'ECONNREFUSED'})
    const cut = await listen(createPlainServer(socket => socket.destroy()))
    expect(await ask(cut)).toEqual({unreached: 'ECONNRESET'})
    const silent = await listen(createPlainServer())
    expect(await ask(silent, {timeoutMs: 50})).toEqual({unreached: 'no answer within 0.05 seconds'})
  })

  it('ends when interrupted', async () => {
    const interrupted = new AbortController()
    const asked = ask(await listen(createPlainServer(() => interrupted.abort(new InterruptedError('SIGINT')))), {
      signal: interrupted.signal,
    })
    await expect(asked).rejects.toThrow(InterruptedError)
  })
})
