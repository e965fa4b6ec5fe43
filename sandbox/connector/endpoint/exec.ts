import {createHash} from 'node:crypto'
import type {IncomingMessage} from 'node:http'
import type {Duplex} from 'node:stream'

/** What a command prints and whether it succeeded; `error` is a text for whoever ran it. */
export interface CommandResult {
  readonly output: string
  readonly error?: string
}

const channels = {output: 1, error: 3} as const
const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io']
// Of RFC 6455.
const acceptKey = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/**
 * Takes over a connection to run a command, and tells its result in the channels of a WebSocket, as kubectl 1.31 and later want it. With
 * SPDY, which older versions use, it only accepts the upgrade.
 */
export function answerCommand(request: IncomingMessage, socket: Duplex, run: () => CommandResult): void {
  socket.on('error', () => undefined)
  const {upgrade = '', 'sec-websocket-key': key = '', 'sec-websocket-protocol': offered = ''} = request.headers
  if (upgrade.toLowerCase() !== 'websocket') {
    switchTo(socket, [`Upgrade: ${upgrade}`, 'X-Stream-Protocol-Version: v4.channel.k8s.io'])
    return void socket.end()
  }
  const protocol = protocols.find(one => offered.split(/, */).includes(one))
  const accept = createHash('sha1')
    .update(key + acceptKey)
    .digest('base64')
  const chosen = protocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]
  switchTo(socket, ['Upgrade: websocket', `Sec-WebSocket-Accept: ${accept}`, ...chosen])
  // What the client sends, such as the input of the command, is ignored.
  socket.resume()
  const {output, error} = run()
  if (output !== '') socket.write(frame(channels.output, output))
  const status = error === undefined ? {metadata: {}, status: 'Success'} : {metadata: {}, status: 'Failure', message: error, code: 500}
  socket.write(frame(channels.error, JSON.stringify(status)))
  // The close frame with the status 1000.
  socket.end(Buffer.from([0x88, 2, 0x03, 0xe8]))
}

/** Refuses to take it over. */
export function refuseCommand(socket: Duplex, status: number, text: string): void {
  socket.on('error', () => undefined)
  socket.end([`HTTP/1.1 ${status} `, 'Connection: close', `Content-Length: ${Buffer.byteLength(text)}`, '', text].join('\r\n'))
}

function switchTo(socket: Duplex, headers: readonly string[]): void {
  socket.write(['HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', ...headers, '', ''].join('\r\n'))
}

/** One binary message of a WebSocket: the number of the channel, and the text. */
function frame(channel: number, text: string): Buffer {
  const payload = Buffer.concat([Buffer.from([channel]), Buffer.from(text)])
  const {length} = payload
  if (length < 126) return Buffer.concat([Buffer.from([0x82, length]), payload])
  const header = Buffer.from([0x82, 126, 0, 0])
  header.writeUInt16BE(length, 2)
  return Buffer.concat([header, payload])
}
