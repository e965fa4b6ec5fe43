/** A kubeconfig for one API server. `ca` is PEM. */
export function clusterConfig(server: string, ca: string, token: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'c',
    clusters: [{name: 'c', cluster: {server, 'certificate-authority-data': Buffer.from(ca).toString('base64')}}],
    users: [{name: 'c', user: {token}}],
    contexts: [{name: 'c', context: {cluster: 'c', user: 'c'}}],
  })
}
