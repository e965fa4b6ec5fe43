import {once} from 'node:events'
import {createServer, type IncomingMessage} from 'node:http'
import {connect, type AddressInfo, type Socket} from 'node:net'
import {afterAll, afterEach, beforeAll, describe, expect, it} from '@jest/globals'
import {UserError} from '../../../../src/lib/errors.ts'
import {startRig, type Rig} from '../azure-under-test.ts'

let rig: Rig
const inherited = {...process.env}

beforeAll(async () => {
  rig = await startRig()
})
afterAll(async () => rig[Symbol.asyncDispose]())
afterEach(() => {
  // The Azure SDK reads the environment of the process.
  for (const name of ['HTTPS_PROXY', 'https_proxy']) {
    if (inherited[name] === undefined) delete process.env[name]
    else process.env[name] = inherited[name]
  }
})

/** A real proxy, which handles CONNECT in its own way. */
async function startProxy(
  onConnect: (request: IncomingMessage, socket: Socket) => void,
): Promise<AsyncDisposable & {readonly address: string}> {
  const server = createServer((_, response) => response.writeHead(405).end())
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.on('connect', onConnect)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

const answers = (line: string) => startProxy((_, socket) => socket.end(`HTTP/1.1 ${line}\r\n\r\n`))

async function failureThrough(proxy: string, variable = 'HTTPS_PROXY'): Promise<UserError> {
  process.env[variable] = proxy
  const error: unknown = await rig.open({env: {...rig.env(), [variable]: proxy}}).catch((failure: unknown) => failure)
  if (error instanceof UserError) return error
  throw new Error(`No UserError, but ${String(error)}`)
}

describe('a proxy', () => {
  it('that passes requests on is no hindrance', async () => {
    const asked: string[] = []
    await using proxy = await startProxy(({url = ''}, socket) => {
      asked.push(url)
      const [host = '', port = ''] = url.split(':')
      const onward = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        socket.pipe(onward).pipe(socket)
      })
      onward.on('error', () => socket.destroy())
      socket.on('error', () => onward.destroy())
    })
    process.env['HTTPS_PROXY'] = `http://${proxy.address}`
    const azure = await rig.open({env: {...rig.env(), HTTPS_PROXY: `http://${proxy.address}`}})
    expect(azure.cloud.name).not.toBe('')
    expect(asked.length).toBeGreaterThan(0)
  })

  it('that asks for a password is named, with its variable and without the password that was given', async () => {
    await using proxy = await answers('407 Proxy Authentication Required')
    const error = await failureThrough(`http://me:hunter2@${proxy.address}`, 'https_proxy')
    expect(error).toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(
        `^The proxy ${proxy.address} \\(https_proxy\\) does not connect to 127.0.0.1:\\d+: it asks for a user and a password.$`,
      ),
      hints: [`Pass the user and the password in https_proxy: http://USER:PASSWORD@${proxy.address}`, expect.stringContaining('NO_PROXY')],
      request: {method: 'GET', resource: '/metadata/endpoints', status: 407},
    })
    expect(JSON.stringify(error)).not.toContain('hunter2')
  })

  it.each(['403 Forbidden', '502 Bad Gateway'])('that answers %s is named', async line => {
    await using proxy = await answers(line)
    expect((await failureThrough(`http://${proxy.address}`)).message).toContain(
      `The proxy ${proxy.address} (HTTPS_PROXY) does not connect to `,
    )
  })

  it('that cannot be reached is named', async () => {
    expect(await failureThrough('http://127.0.0.1:1')).toMatchObject({
      exitCode: 1,
      message: 'Cannot connect to the proxy 127.0.0.1:1 (HTTPS_PROXY): connection refused.',
      hints: [expect.stringContaining('Check HTTPS_PROXY')],
    })
    expect((await failureThrough('http://proxy.invalid:3128')).message).toBe(
      'Cannot connect to the proxy proxy.invalid:3128 (HTTPS_PROXY): the name cannot be resolved.',
    )
  })

  it.each(['garbage', 'me:hunter2@proxy.example.com:8080', 'socks5://127.0.0.1:1080'])('%s is wrong usage', async value => {
    const error = await failureThrough(value)
    expect(error).toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/^HTTPS_PROXY is '.*', which is not the address of a proxy\.$/),
    })
    expect(error.message).not.toContain('hunter2')
  })

  it('is not blamed for what Azure answers', async () => {
    rig.fail({path: '/metadata', status: 403, body: '<html>', headers: {'content-type': 'text/html'}, times: 9})
    const error: unknown = await rig.open().catch((failure: unknown) => failure)
    rig.fail()
    expect(error).toMatchObject({message: expect.not.stringContaining('HTTPS_PROXY')})
  })
})
