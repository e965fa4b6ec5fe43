import type {ReleaseRef} from '../../helm/dialect.ts'
import type {Helm} from '../../helm/helm.ts'
import {releaseOfLabels, releaseSecretLabels, releaseSecretName, unpackRelease, type UnpackedRelease} from '../../helm/release-secret.ts'
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
  return readLatest(kubectl, await listLatest(kubectl, {namespace, names, isChosen}), ({release}) => release)
}

/**
 * The objects of the latest revision of a release, as Helm stores them: YAML; empty if the release does not exist. As `helm get manifest` prints them, but
 * without starting a program for each release.
 */
export async function readManifest(
  {kubectl, helm}: {readonly kubectl: Kubectl; readonly helm: Pick<Helm, 'version' | 'manifest'>},
  {release, namespace}: ReleaseRef,
): Promise<string> {
  if (helm.version.major === 2) return helm.manifest({release, namespace})
  const latest = await listLatest(kubectl, {namespace, names: [release], isChosen: () => true})
  const [manifest = ''] = await readLatest(kubectl, latest, found => found.manifest)
  return manifest
}

interface LatestQuery {
  readonly namespace: string | undefined
  readonly names: readonly string[] | undefined
  readonly isChosen: (named: ReleaseRef) => boolean
}

async function listLatest(kubectl: Kubectl, {namespace, names, isChosen}: LatestQuery): Promise<readonly Latest[]> {
  if (names?.length === 0) return []
  const {objects, unread} = await listObjects(kubectl, {
    kinds: ['secrets'],
    ...(namespace !== undefined && {namespace}),
    labels: `${releaseSecretLabels},${names === undefined ? 'status!=superseded' : `name in (${names.join(',')})`}`,
    metadataOnly: true,
    where: object => isChosen({release: object.metadata.labels?.['name'] ?? '', namespace: object.metadata.namespace ?? ''}),
  })
  if (unread.length > 0) throw unreadError(doing, unread)
  return latestOf(objects)
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

/** Reads them a few at a time, because their contents are much larger than what `take` keeps. */
async function readLatest<T>(kubectl: Kubectl, latest: readonly Latest[], take: (found: UnpackedRelease) => T): Promise<readonly T[]> {
  const taken: T[] = []
  for (let index = 0; index < latest.length; index += atOnce) {
    const refs = latest.slice(index, index + atOnce).map(({release, revision, namespace}): ObjectRef => {
      return {apiVersion: 'v1', kind: 'Secret', name: releaseSecretName(release, revision), namespace}
    })
    const {objects, unread} = await readObjects(kubectl, refs)
    if (unread.length > 0) throw unreadError(doing, unread)
    for (const secret of ofKind(objects, 'Secret')) {
      const found = releaseIn(secret)
      if (found !== undefined) taken.push(take(found))
    }
  }
  return taken
}

/** What is in a Secret counts only for a release of its name in the same namespace. */
function releaseIn({metadata, data}: SecretObject): UnpackedRelease | undefined {
  const found = unpackRelease(data?.['release'] ?? '')
  if (found === undefined) return undefined
  const {name, namespace, revision} = found.release
  const isIts = namespace === metadata.namespace && metadata.name === releaseSecretName(name, revision)
  return isIts ? {...found, release: {...found.release, ...writtenOf(metadata)}} : undefined
}

/** The last write of an object, by the times that the API server keeps of its field managers. */
function writtenOf({creationTimestamp, managedFields = []}: Metadata): Pick<Release, 'written'> {
  const last = managedFields.toSorted((a, b) => (a.time ?? '').localeCompare(b.time ?? '')).at(-1)
  const at = last?.time ?? creationTimestamp
  return at === undefined ? {} : {written: {by: last?.manager ?? 'somebody', at}}
}
