import {once} from 'node:events'
import {createServer, type AddressInfo} from 'node:net'

/** Ports of 127.0.0.1 that nobody listens on. They are all held until all are found, so that none comes twice. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({length: count}, async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      return server
    }),
  )
  const ports = servers.map(server => (server.address() as AddressInfo).port)
  await Promise.all(
    servers.map(async server => {
      server.close()
      await once(server, 'close')
    }),
  )
  return ports
}
