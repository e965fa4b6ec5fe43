import {createServer, type AddressInfo} from 'node:net'

/** What the user's current context leads to: a cluster that vkctl has no business with. */
export interface DecoyCluster {
  readonly kubeconfig: string
  /** How often somebody connected to it. */
  readonly connections: () => number
  readonly close: () => Promise<void>
}

export async function startDecoy(): Promise<DecoyCluster> {
  let count = 0
  const server = createServer(socket => {
    count++
    socket.destroy()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    kubeconfig: JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'production',
      clusters: [{name: 'production', cluster: {server: url}}],
      users: [{name: 'production', user: {token: 'token-of-production'}}],
      contexts: [{name: 'production', context: {cluster: 'production', user: 'production'}}],
    }),
    connections: () => count,
    close: async () => {
      await new Promise(resolve => server.close(resolve))
    },
  }
}
