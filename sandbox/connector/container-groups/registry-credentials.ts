import type {Secret} from '../../client/cluster-objects.ts'
import type {Pod} from '../../client/pod-objects.ts'
import type {ClusterView} from '../cluster-view.ts'

interface Credential {
  readonly server: string
  readonly username: string
  readonly password: string
}

interface AuthEntry {
  readonly username?: string
  readonly password?: string
  readonly auth?: string
}

const json = (secret: Secret, key: string, missing: string): unknown => {
  const value = secret.data?.[key]
  if (value === undefined) throw new Error(missing)
  return JSON.parse(Buffer.from(value, 'base64').toString()) as unknown
}

function fromAuth(auth: string, server: string): {username: string; password: string} {
  const parts = Buffer.from(auth, 'base64').toString().split(':')
  const [username, password] = parts
  if (parts.length !== 2 || username === undefined || password === undefined) throw new Error(`malformed auth for server: ${server}`)
  return {username, password}
}

function ofDockercfg(server: string, {username = '', password = '', auth = ''}: AuthEntry): Credential {
  if (username !== '') return {server, username, password}
  if (auth === '') throw new Error(`no username present in auth config for server: ${server}`)
  return {server, ...fromAuth(auth, server)}
}

function ofDockerConfigJson(server: string, {username = '', password = '', auth = ''}: AuthEntry): Credential {
  if (username === '') throw new Error(`no username present in auth config for server: ${server}`)
  if (auth === '') return {server, username, password}
  const [name = '', ...rest] = Buffer.from(auth, 'base64').toString().split(':')
  if (rest.length === 0) throw new Error('error decoding docker auth: invalid auth string')
  return {server, username: name, password: rest.join(':')}
}

function ofSecret(secret: Secret): Credential[] {
  if (secret.type === 'kubernetes.io/dockercfg') {
    return Object.entries(json(secret, '.dockercfg', 'no dockercfg present in secret') as Record<string, AuthEntry>).map(
      ([server, entry]) => ofDockercfg(server, entry),
    )
  }
  if (secret.type !== 'kubernetes.io/dockerconfigjson') {
    throw new Error('image pull secret type is not one of kubernetes.io/dockercfg or kubernetes.io/dockerconfigjson')
  }
  const {auths = {}} = json(secret, '.dockerconfigjson', 'no dockerconfigjson present in secret') as {auths?: Record<string, AuthEntry>}
  if (Object.keys(auths).length === 0) throw new Error('malformed dockerconfigjson in secret')
  return Object.entries(auths).map(([server, entry]) => ofDockerConfigJson(server, entry))
}

/** The registry credentials of a pod, or the provider's refusal. */
export const registryCredentials = (view: ClusterView, pod: Pod): Credential[] =>
  (pod.spec.imagePullSecrets ?? []).flatMap(({name}) => {
    const secret = view.secrets.items.get(`${pod.metadata.namespace}/${name}`)
    if (secret === undefined) throw new Error(`secret "${name}" not found`)
    return ofSecret(secret)
  })
