import {randomInt} from 'node:crypto'
import {once} from 'node:events'
import {createServer, type AddressInfo} from 'node:net'
import type {ListenAddress} from './program.ts'

/** The network of one pod: an address of its own where loopback has more than 127.0.0.1, as on Linux and Windows. */
export interface PodAddress {
  readonly ip: string
  /** The port on which a program of the pod listens for a container port, and which probes call; always the same one. */
  readonly listenAddress: (containerPort: number) => Promise<ListenAddress>
}

async function freePort(host: string): Promise<number | undefined> {
  const server = createServer()
  try {
    server.listen(0, host)
    await once(server, 'listening')
  } catch {
    return undefined
  }
  const {port} = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

export async function allocatePodAddress(): Promise<PodAddress> {
  const ip = `127.${randomInt(1, 255)}.${randomInt(0, 256)}.${randomInt(1, 255)}`
  if ((await freePort(ip)) !== undefined) return {ip, listenAddress: port => Promise.resolve({host: ip, port})}
  const host = '127.0.0.1'
  const ports = new Map<number, Promise<ListenAddress>>()
  return {
    ip: host,
    listenAddress(containerPort) {
      const known = ports.get(containerPort) ?? freePort(host).then(port => ({host, port: port ?? containerPort}))
      ports.set(containerPort, known)
      return known
    },
  }
}
