import type {ConfigMap, Secret} from '../../client/cluster-objects.ts'
import type {Pod, Volume} from '../../client/pod-objects.ts'
import type {ClusterView} from '../cluster-view.ts'
import type {GroupVolume} from './container-group-objects.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')

const secretFiles = (secret: Secret | undefined): Record<string, string> => secret?.data ?? {}
const configFiles = (map: ConfigMap | undefined): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(map?.data ?? {}).map(([key, value]) => [key, base64(value)])),
  ...map?.binaryData,
})

const text = (secret: Secret, key: string): string => Buffer.from(secret.data?.[key] ?? '', 'base64').toString()
const storageOf = (secret: Secret): {storageAccountName: string; storageAccountKey: string} => ({
  storageAccountName: text(secret, 'azurestorageaccountname'),
  storageAccountKey: text(secret, 'azurestorageaccountkey'),
})

/** Azure Files as an inline CSI volume. No other driver is supported. */
function csiVolume(view: ClusterView, pod: Pod, {name, csi}: Volume): GroupVolume {
  if (csi?.driver !== 'file.csi.azure.com')
    throw new Error(`pod ${pod.metadata.name} requires volume ${name} which is of an unsupported type ${csi?.driver}`)
  const attributes = csi.volumeAttributes ?? {}
  if (Object.keys(attributes).length === 0)
    throw new Error(`secret volume attribute for AzureFile CSI driver ${name} cannot be empty or nil`)
  const {shareName, secretName} = attributes
  if (!shareName) throw new Error(`share name for AzureFile CSI driver ${name} cannot be empty or nil`)
  if (!secretName) throw new Error(`secret name for AzureFile CSI driver ${name} cannot be empty or nil`)
  const secret = view.secrets.items.get(`${pod.metadata.namespace}/${secretName}`)
  if (secret === undefined) throw new Error(`the secret ${secretName} for AzureFile CSI driver ${name} is not found`)
  return {name, azureFile: {shareName, ...storageOf(secret)}}
}

const pick = (files: Readonly<Record<string, string>>, items: readonly {key: string}[] = []): [string, string][] =>
  items.flatMap(({key}) => (files[key] === undefined ? [] : [[key, files[key]] as [string, string]]))

function projectedFiles(view: ClusterView, pod: Pod, {projected}: Volume): Record<string, string> {
  const {namespace} = pod.metadata
  const parts = (projected?.sources ?? []).map(({serviceAccountToken, secret, configMap}): [string, string][] => {
    if (serviceAccountToken) {
      // Tokens come only from token Secrets, which Kubernetes no longer creates since 1.24. So the pod gets none.
      const account = [...view.secrets.items.values()].find(
        ({type, metadata}) =>
          type === 'kubernetes.io/service-account-token' &&
          metadata.namespace === namespace &&
          metadata.annotations?.['kubernetes.io/service-account.name'] === pod.spec.serviceAccountName,
      )
      return Object.entries(secretFiles(account))
    }
    const source = secret ?? configMap
    if (source === undefined) return []
    const key = `${namespace}/${source.name}`
    const object = secret ? view.secrets.items.get(key) : view.configMaps.items.get(key)
    if (object === undefined && source.optional === false) {
      throw new Error(
        `projected ${secret ? 'secret' : 'configMap'} ${source.name} is required by pod ${pod.metadata.name} and does not exist`,
      )
    }
    return pick(secret ? secretFiles(object) : configFiles(object), source.items)
  })
  return Object.fromEntries(parts.flat())
}

/** A Secret or ConfigMap as files. If it does not exist, there is no volume, unless the pod requires it. */
function objectVolume(view: ClusterView, pod: Pod, {name, secret, configMap}: Volume): GroupVolume | undefined {
  const source = secret?.secretName ?? configMap?.name ?? ''
  const key = `${pod.metadata.namespace}/${source}`
  const object = secret ? view.secrets.items.get(key) : view.configMaps.items.get(key)
  if (object === undefined && (secret ?? configMap)?.optional === false) {
    throw new Error(`${secret ? 'secret' : 'ConfigMap'} ${source} is required by Pod ${pod.metadata.name} and does not exist`)
  }
  return withFiles(name, secret ? secretFiles(object) : configFiles(object))
}

const withFiles = (name: string, secret: Record<string, string>): GroupVolume | undefined =>
  Object.keys(secret).length === 0 ? undefined : {name, secret}

function azureFileVolume(
  view: ClusterView,
  pod: Pod,
  name: string,
  {secretName, shareName, readOnly = false}: NonNullable<Volume['azureFile']>,
): GroupVolume {
  const secret = view.secrets.items.get(`${pod.metadata.namespace}/${secretName}`)
  if (secret === undefined) throw new Error(`secret "${secretName}" not found`)
  return {name, azureFile: {shareName, readOnly, ...storageOf(secret)}}
}

function volumeOf(view: ClusterView, pod: Pod, volume: Volume): GroupVolume | undefined {
  const {name, azureFile, gitRepo} = volume
  if (volume.csi) return csiVolume(view, pod, volume)
  if (azureFile) return azureFileVolume(view, pod, name, azureFile)
  if (volume.emptyDir) return {name, emptyDir: {}}
  if (gitRepo)
    return {name, gitRepo: {directory: gitRepo.directory ?? '', repository: gitRepo.repository, revision: gitRepo.revision ?? ''}}
  if (volume.secret ?? volume.configMap) return objectVolume(view, pod, volume)
  if (volume.projected) return withFiles(name, projectedFiles(view, pod, volume))
  throw new Error(`pod ${pod.metadata.name} requires volume ${name} which is of an unsupported type`)
}

/** The volumes of a pod as ACI takes them, or the provider's refusal (azure-aci v1.6.4 pkg/provider/aci_volumes.go). */
export const groupVolumes = (view: ClusterView, pod: Pod): GroupVolume[] =>
  (pod.spec.volumes ?? []).flatMap(volume => volumeOf(view, pod, volume) ?? [])
