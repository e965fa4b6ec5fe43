import {isNotFound, type ClusterClient} from '../client/cluster-client.ts'
import type {ConfigMap, Secret} from '../client/cluster-objects.ts'
import type {Container, KeyToPath, Pod, Volume} from '../client/pod-objects.ts'
import {fieldOf, type PodPlace} from './environment.ts'
import type {MountedFiles} from './program.ts'

/** A file of the node itself, for hostPath volumes. */
export interface HostFile {
  readonly content: string
  /** Default 0o644; the file belongs to root. */
  readonly mode?: number
}

interface VolumeFile {
  readonly content: Buffer
  readonly mode: number
}

/** Files by their path inside the volume; '' for a volume that is one file. */
export type VolumeFiles = ReadonlyMap<string, VolumeFile>

/** The reason why a volume cannot be mounted, as in the kubelet's FailedMount events. */
export class MountError extends Error {
  constructor(volume: string, why: string) {
    super(`MountVolume.SetUp failed for volume "${volume}" : ${why}`)
    this.name = 'MountError'
  }
}

export interface VolumeSources {
  readonly client: ClusterClient
  readonly pod: Pod
  readonly place: PodPlace
  readonly hostFiles: Readonly<Record<string, HostFile>>
}

interface Source {
  readonly kind: 'secret' | 'configmap'
  readonly name: string
  readonly items?: KeyToPath[] | undefined
  readonly optional?: boolean | undefined
  readonly mode?: number | undefined
}

async function filesOfObject(
  {client, pod}: VolumeSources,
  volume: string,
  {kind, name, items, optional, mode = 0o644}: Source,
): Promise<[string, VolumeFile][]> {
  const namespace = pod.metadata.namespace ?? 'default'
  let data: Record<string, Buffer>
  try {
    const object = await client.get<Secret & ConfigMap>(`/api/v1/namespaces/${namespace}/${kind}s/${name}`)
    const binary = kind === 'secret' ? object.data : object.binaryData
    data = Object.fromEntries([
      ...Object.entries(kind === 'secret' ? {} : (object.data ?? {})).map(([key, value]) => [key, Buffer.from(value)] as const),
      ...Object.entries(binary ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64')] as const),
    ])
  } catch (error) {
    if (isNotFound(error) && optional === true) return []
    throw new MountError(volume, isNotFound(error) ? `${kind} "${name}" not found` : (error as Error).message)
  }
  if (items === undefined) return Object.entries(data).map(([key, content]) => [key, {content, mode}])
  return items.flatMap(({key, path, mode: own}) => {
    const content = data[key]
    if (content !== undefined) return [[path, {content, mode: own ?? mode}] as [string, VolumeFile]]
    if (optional === true) return []
    throw new MountError(volume, `references non-existent ${kind === 'secret' ? 'secret' : 'config'} key: ${key}`)
  })
}

async function accountToken(
  {client, pod}: VolumeSources,
  volume: string,
  {audience, expirationSeconds = 3600}: {audience?: string; expirationSeconds?: number},
): Promise<Buffer> {
  const {namespace, name, uid} = pod.metadata
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${pod.spec.serviceAccountName ?? 'default'}/token`
  const request = {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: {
      audiences: audience === undefined ? [] : [audience],
      expirationSeconds,
      boundObjectRef: {apiVersion: 'v1', kind: 'Pod', name, uid},
    },
  }
  try {
    const {status} = await client.create<{spec: object; status?: {token: string}}>(path, request)
    return Buffer.from(status?.token ?? '')
  } catch (error) {
    throw new MountError(volume, `failed to fetch token: ${(error as Error).message}`)
  }
}

async function projectedFiles(sources: VolumeSources, volume: Volume): Promise<[string, VolumeFile][]> {
  const mode = volume.projected?.defaultMode
  const parts = (volume.projected?.sources ?? []).map(
    async ({serviceAccountToken, secret, configMap, downwardAPI}): Promise<[string, VolumeFile][]> => {
      if (serviceAccountToken)
        return [[serviceAccountToken.path, {content: await accountToken(sources, volume.name, serviceAccountToken), mode: mode ?? 0o644}]]
      if (secret) return filesOfObject(sources, volume.name, {kind: 'secret', mode, ...secret})
      if (configMap) return filesOfObject(sources, volume.name, {kind: 'configmap', mode, ...configMap})
      return (downwardAPI?.items ?? []).map(({path, fieldRef}) => [
        path,
        {content: Buffer.from(fieldRef ? fieldOf(sources.pod, fieldRef.fieldPath, sources.place) : ''), mode: mode ?? 0o644},
      ])
    },
  )
  return (await Promise.all(parts)).flat()
}

function hostFiles(
  {hostFiles: files}: VolumeSources,
  volume: string,
  {path, type = ''}: {path: string; type?: string},
): [string, VolumeFile][] {
  const asFile = ({content, mode = 0o644}: HostFile): VolumeFile => ({content: Buffer.from(content), mode})
  const single = files[path]
  const inside = Object.entries(files).filter(([name]) => name.startsWith(`${path}/`))
  if (type === 'File' && single === undefined) throw new MountError(volume, `hostPath type check failed: ${path} is not a file`)
  if (type === 'Directory' && inside.length === 0) throw new MountError(volume, `hostPath type check failed: ${path} is not a directory`)
  if (single !== undefined) return [['', asFile(single)]]
  return inside.map(([name, file]) => [name.slice(path.length + 1), asFile(file)])
}

async function filesOf(sources: VolumeSources, volume: Volume): Promise<[string, VolumeFile][]> {
  if (volume.secret)
    return filesOfObject(sources, volume.name, {
      kind: 'secret',
      name: volume.secret.secretName,
      items: volume.secret.items,
      optional: volume.secret.optional,
      mode: volume.secret.defaultMode,
    })
  if (volume.configMap)
    return filesOfObject(sources, volume.name, {kind: 'configmap', mode: volume.configMap.defaultMode, ...volume.configMap})
  if (volume.projected) return projectedFiles(sources, volume)
  if (volume.hostPath) return hostFiles(sources, volume.name, volume.hostPath)
  if (volume.emptyDir) return []
  throw new MountError(volume.name, 'no volume plugin matched')
}

/** Reads all volumes of a pod. Fails with the first MountError. */
export async function mountVolumes(sources: VolumeSources): Promise<Map<string, VolumeFiles>> {
  const volumes = sources.pod.spec.volumes ?? []
  return new Map(await Promise.all(volumes.map(async volume => [volume.name, new Map(await filesOf(sources, volume))] as const)))
}

/** The volumes as one container that runs as `user` sees them. Secrets and the like belong to root and to the pod's fsGroup. */
export function filesFor(pod: Pod, container: Container, volumes: ReadonlyMap<string, VolumeFiles>, user: number): MountedFiles {
  const files = new Map<string, VolumeFile>()
  const host = new Set((pod.spec.volumes ?? []).filter(volume => volume.hostPath).map(volume => volume.name))
  const grouped = pod.spec.securityContext?.fsGroup !== undefined
  for (const {name, mountPath, subPath} of container.volumeMounts ?? []) {
    for (const [path, file] of volumes.get(name) ?? []) {
      if (subPath !== undefined && path !== subPath) continue
      const full = path === '' || subPath !== undefined ? mountPath : `${mountPath.replace(/\/$/, '')}/${path}`
      files.set(full, {...file, mode: grouped && !host.has(name) ? file.mode | 0o004 : file.mode})
    }
  }
  return {
    read(path) {
      const file = files.get(path)
      if (file === undefined) throw new Error(`open ${path}: no such file or directory`)
      if (user !== 0 && (file.mode & 0o004) === 0) throw new Error(`open ${path}: permission denied`)
      return file.content
    },
  }
}
