import type {ClusterAccess} from '../cluster-client.ts'
import type {MountedFiles} from '../node/program.ts'

const folder = '/var/run/secrets/kubernetes.io/serviceaccount'

/** How a program in a pod reaches the API server: its service account, read anew for each request as the token changes. */
export function inClusterAccess(env: Readonly<Record<string, string>>, files: MountedFiles): ClusterAccess {
  const {KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port} = env
  if (!host || !port) throw new Error('unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined')
  const token = (): string => files.read(`${folder}/token`).toString()
  token()
  return {url: `https://${host}:${port}`, caCertificate: files.read(`${folder}/ca.crt`).toString(), token}
}
