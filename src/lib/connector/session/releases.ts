import type {ReleaseRef} from '../../helm/dialect.ts'
import type {Helm} from '../../helm/helm.ts'
import {releaseOfLabels, releaseSecretLabels, releaseSecretName, unpackRelease} from '../../helm/release-secret.ts'
import type {Release} from '../../helm/releases.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {ofKind, type KubeObject, type Metadata, type ObjectRef, type SecretObject} from '../../kubernetes/objects.ts'
import {listObjects, readObjects} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'

/** Which releases to read. Most clusters contain many releases of others, which vkctl must not unpack. */
export interface ReleaseChoice {
  /** Default: all namespaces. */
  readonly namespace?: string
  /** Names of releases, chosen by the API server. They must be valid values of a label. */
  readonly names?: readonly string[]
  /** Chooses by the name. */
  readonly isWanted?: (named: ReleaseRef) => boolean
}

/** The latest revision of a release, by the labels of its Secret. */
interface Latest extends ReleaseRef {
  readonly revision: number
}

const doing = 'read the Helm releases'
const atOnce = 10

/**
 * The latest revision of each chosen release, in every state. Helm 3 and 4 keep each revision in a Secret: vkctl lists the metadata of these Secrets,
 * and reads only the chosen ones. `helm list` would unpack all of them. Rejects if something cannot be read.
 */
export async function readReleases(
  {kubectl, helm}: {readonly kubectl: Kubectl; readonly helm: Pick<Helm, 'version' | 'tillerReleases'>},
  {namespace, names, isWanted = () => true}: ReleaseChoice,
): Promise<readonly Release[]> {
  const isChosen = (named: ReleaseRef): boolean =>
    (namespace === undefined || named.namespace === namespace) && (names === undefined || names.includes(named.release)) && isWanted(named)
  if (helm.version.major === 2) return (await helm.tillerReleases()).filter(({name, ...one}) => isChosen({release: name, ...one}))
  if (names?.length === 0) return []
  const {objects, unread} = await listObjects(kubectl, {
    kinds: ['secrets'],
    ...(namespace !== undefined && {namespace}),
    labels: `${releaseSecretLabels},${names === undefined ? 'status!=superseded' : `name in (${names.join(',')})`}`,
    metadataOnly: true,
    where: object => isChosen({release: object.metadata.labels?.['name'] ?? '', namespace: object.metadata.namespace ?? ''}),
  })
  if (unread.length > 0) throw unreadError(doing, unread)
  return readLatest(kubectl, latestOf(objects))
}

function latestOf(secrets: readonly KubeObject[]): readonly Latest[] {
  const latest = new Map<string, Latest>()
  for (const {metadata} of secrets) {
    const found = releaseOfLabels(metadata.labels ?? {})
    const {namespace = ''} = metadata
    if (found === undefined) continue
    const key = `${namespace}/${found.release}`
    if ((latest.get(key)?.revision ?? 0) < found.revision) latest.set(key, {...found, namespace})
  }
  return [...latest.values()]
}

/** Reads them a few at a time, because their contents are much larger than what vkctl needs of them. */
async function readLatest(kubectl: Kubectl, latest: readonly Latest[]): Promise<readonly Release[]> {
  const found: Release[] = []
  for (let index = 0; index < latest.length; index += atOnce) {
    const refs = latest.slice(index, index + atOnce).map(({release, revision, namespace}): ObjectRef => {
      return {apiVersion: 'v1', kind: 'Secret', name: releaseSecretName(release, revision), namespace}
    })
    const {objects, unread} = await readObjects(kubectl, refs)
    if (unread.length > 0) throw unreadError(doing, unread)
    found.push(...ofKind(objects, 'Secret').flatMap(secret => releaseIn(secret) ?? []))
  }
  return found
}

/** What is in a Secret counts only for a release of its name in the same namespace. */
function releaseIn({metadata, data}: SecretObject): Release | undefined {
  const release = unpackRelease(data?.['release'] ?? '')
  if (release === undefined) return undefined
  const isIts = release.namespace === metadata.namespace && metadata.name === releaseSecretName(release.name, release.revision)
  return isIts ? {...release, ...writtenOf(metadata)} : undefined
}

/** The last write of an object, by the times that the API server keeps of its field managers. */
function writtenOf({creationTimestamp, managedFields = []}: Metadata): Pick<Release, 'written'> {
  const last = managedFields.toSorted((a, b) => (a.time ?? '').localeCompare(b.time ?? '')).at(-1)
  const at = last?.time ?? creationTimestamp
  return at === undefined ? {} : {written: {by: last?.manager ?? 'somebody', at}}
}
