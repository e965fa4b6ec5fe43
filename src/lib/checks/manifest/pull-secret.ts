import {objectNamed} from './manifest-values.ts'
import type {ManifestObject} from './objects.ts'
import type {Workload} from './workload.ts'

/** The registries in a Secret of a manifest. It never contains a password. */
export interface PullSecret {
  /** The registries as the Secret names them. */
  readonly servers: readonly string[]
  /** What the provider does not accept, each as the end of a sentence about the Secret. */
  readonly faults: readonly string[]
}

const keys: Readonly<Record<string, string>> = {
  'kubernetes.io/dockerconfigjson': '.dockerconfigjson',
  'kubernetes.io/dockercfg': '.dockercfg',
}

/** Reads the pull secret with this name; undefined if it is not among the objects. */
export function readPullSecret(
  objects: readonly ManifestObject[],
  name: string | undefined,
  workload: Pick<Workload, 'namespace'>,
): PullSecret | undefined {
  const secret: SecretFields | undefined = objectNamed(objects, 'Secret', name, workload)?.value
  if (secret === undefined) return undefined
  const type = typeof secret.type === 'string' ? secret.type : 'Opaque'
  const key = Object.hasOwn(keys, type) ? keys[type] : undefined
  if (key === undefined) return {servers: [], faults: [`has the type ${type} instead of kubernetes.io/dockerconfigjson`]}
  const entries = entriesOf(secret, key)
  if (entries === undefined) return {servers: [], faults: [`has no registries in ${key}`]}
  const nameless = Object.entries(entries).filter(([, entry]) => !hasUser(entry, key))
  return {servers: Object.keys(entries), faults: nameless.map(([server]) => `has no user name for ${server}`)}
}

interface SecretFields {
  readonly type?: unknown
  readonly data?: Readonly<Record<string, unknown>>
  readonly stringData?: Readonly<Record<string, unknown>>
}

function entriesOf({data, stringData}: SecretFields, key: string): Readonly<Record<string, unknown>> | undefined {
  const plain = stringData?.[key]
  const encoded = data?.[key]
  const text = typeof plain === 'string' ? plain : typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString('utf8') : ''
  try {
    const parsed = JSON.parse(text) as {readonly auths?: unknown}
    const entries = key === '.dockercfg' ? parsed : parsed.auths
    return typeof entries === 'object' && entries !== null && Object.keys(entries).length > 0
      ? (entries as Readonly<Record<string, unknown>>)
      : undefined
  } catch {
    return undefined
  }
}

/** In the newer format, the provider requires the name beside `auth`, which alone is what `docker login` writes (azure-aci v1.6.4, pkg/provider/aci.go). */
function hasUser(entry: unknown, key: string): boolean {
  const {username, auth} = (entry ?? {}) as {readonly username?: unknown; readonly auth?: unknown}
  if (typeof username === 'string' && username !== '') return true
  return key === '.dockercfg' && typeof auth === 'string' && Buffer.from(auth, 'base64').toString('utf8').includes(':')
}
