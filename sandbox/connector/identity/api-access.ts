import type {ClusterAccess} from '../../client/cluster-client.ts'
import type {MountedFiles} from '../../node/program.ts'

type Env = Readonly<Record<string, string>>

const folder = '/var/run/secrets/kubernetes.io/serviceaccount'

function apiServer(env: Env): string {
  const {KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port} = env
  if (!host || !port)
    throw new Error('unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined')
  return `https://${host}:${port}`
}

/** The service account of the pod; its token is read for each request, because it changes. */
export function inClusterAccess(env: Env, files: MountedFiles): ClusterAccess {
  const url = apiServer(env)
  const token = (): string => files.read(`${folder}/token`).toString()
  token()
  return {url, caCertificate: files.read(`${folder}/ca.crt`).toString(), token}
}

interface Kubeconfig {
  readonly 'current-context': string
  readonly contexts: readonly {name: string; context: {cluster: string; user: string}}[]
  readonly clusters: readonly {
    name: string
    cluster: {server: string; 'certificate-authority'?: string; 'certificate-authority-data'?: string}
  }[]
  readonly users: readonly {name: string; user: {token?: string; tokenFile?: string}}[]
}

async function kubeconfigAccess(env: Env, files: MountedFiles, text: string): Promise<ClusterAccess> {
  const {load} = await import('js-yaml')
  const config = load(text) as Kubeconfig
  const context = config.contexts.find(({name}) => name === config['current-context'])?.context
  const cluster = config.clusters.find(({name}) => name === context?.cluster)?.cluster
  const user = config.users.find(({name}) => name === context?.user)?.user
  if (cluster === undefined)
    throw new Error('invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER environment variable')
  const inline = cluster['certificate-authority-data']
  const {tokenFile} = user ?? {}
  return {
    // There is no cluster DNS here.
    url: new URL(cluster.server).hostname.startsWith('kubernetes.default') ? apiServer(env) : cluster.server,
    caCertificate:
      inline === undefined
        ? files.read(cluster['certificate-authority'] ?? `${folder}/ca.crt`).toString()
        : Buffer.from(inline, 'base64').toString(),
    token: tokenFile === undefined ? (user?.token ?? '') : () => files.read(tokenFile).toString(),
  }
}

/** How the provider reaches the API server: the file of KUBECONFIG if it is there, else the service account of its pod. */
export async function apiAccess(env: Env, files: MountedFiles): Promise<ClusterAccess> {
  const path = env['KUBECONFIG'] ?? ''
  if (path === '') return inClusterAccess(env, files)
  let text: string
  try {
    text = files.read(path).toString()
  } catch {
    return inClusterAccess(env, files)
  }
  return kubeconfigAccess(env, files, text)
}
