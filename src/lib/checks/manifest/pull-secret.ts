import type {ManifestObject} from './objects.ts'

/** What a Secret of a manifest says about registries. No password leaves this file. */
export interface PullSecret {
  /** As it names them. */
  readonly servers: readonly string[]
  /** What the provider refuses in it, as the end of a sentence. */
  readonly faults: readonly string[]
}

const keys: Readonly<Record<string, string>> = {
  'kubernetes.io/dockerconfigjson': '.dockerconfigjson',
  'kubernetes.io/dockercfg': '.dockercfg',
}

/** The pull secret of a name; undefined when it is not among the secrets. */
export function readPullSecret(secrets: readonly ManifestObject[], namespace: string | undefined, name: string): PullSecret | undefined {
  const secret = secrets
    .map(({value}) => value as SecretFields)
    .find(({metadata}) => {
      return metadata?.name === name && (metadata.namespace ?? 'default') === (namespace ?? 'default')
    })
  if (secret === undefined) return undefined
  const type = typeof secret.type === 'string' ? secret.type : 'Opaque'
  const key = Object.hasOwn(keys, type) ? keys[type] : undefined
  if (key === undefined) return {servers: [], faults: [`is of the type ${type}, not kubernetes.io/dockerconfigjson`]}
  const entries = entriesOf(secret, key)
  if (entries === undefined) return {servers: [], faults: [`has no registries in ${key}`]}
  const nameless = Object.entries(entries).filter(([, entry]) => !hasUser(entry))
  return {servers: Object.keys(entries), faults: nameless.map(([server]) => `has no user name for ${server}`)}
}

interface SecretFields {
  readonly type?: unknown
  readonly metadata?: {readonly name?: unknown; readonly namespace?: unknown}
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

function hasUser(entry: unknown): boolean {
  const {username, auth} = (entry ?? {}) as {readonly username?: unknown; readonly auth?: unknown}
  if (typeof username === 'string' && username !== '') return true
  return typeof auth === 'string' && Buffer.from(auth, 'base64').toString('utf8').includes(':')
}
