import type {Flaw} from '../../manifest/flaw.ts'
import {manifestRule} from '../../manifest/manifest-rule.ts'
import {objectNamed} from '../../manifest/manifest-values.ts'
import type {ManifestObject} from '../../manifest/objects.ts'
import {allContainers, type Given, type Volume} from '../../manifest/pod-spec.ts'
import {hasTokenSecret} from '../../manifest/service-account.ts'
import type {Workload} from '../../manifest/workload.ts'

interface Keys {
  readonly data?: object
  readonly stringData?: object
  readonly binaryData?: object
}

/** The keys of a Secret or ConfigMap; undefined if it is not in the files. */
function keysOf(kind: 'Secret' | 'ConfigMap', name: string | undefined, workload: Workload, objects: readonly ManifestObject[]) {
  const found = objectNamed(objects, kind, name, workload)
  if (found === undefined) return undefined
  const {data = {}, stringData = {}, binaryData = {}}: Keys = found.value
  return Object.keys({...data, ...stringData, ...binaryData})
}

export const azureFileSecrets = manifestRule({
  id: 'azure-file-secrets',
  title: 'Azure file shares have a Secret with the key of the storage account',
  page: {
    symptom:
      'Pods are `ProviderFailed` with `secret name for AzureFile CSI driver … cannot be empty`, or because the share cannot be mounted.',
    cause:
      'ACI mounts a share with the name and the key of its storage account, which the provider reads from a Secret in the namespace of the pod. It uses no identity and no storage class.',
    fix: 'Create a Secret with `azurestorageaccountname` and `azurestorageaccountkey`. Set `secretName` and `shareName` in `azureFile`, or in `csi.volumeAttributes`.',
  },
  well: 'All file shares have a name and a Secret',
  find: ({workload, objects}) =>
    (workload.pod.volumes ?? []).flatMap(volume => {
      const {name = '', azureFile, csi} = volume
      if (azureFile !== undefined) return ofSecret(name, azureFile.secretName, azureFile, workload, objects)
      if (csi?.driver !== 'file.csi.azure.com') return []
      const {volumeAttributes = {}} = csi
      const missing = ['secretName', 'shareName'].filter(key => (volumeAttributes[key] ?? '') === '')
      if (missing.length === 0) return ofSecret(name, volumeAttributes['secretName'], csi, workload, objects)
      return [
        {
          message: `Volume ${name} has no ${missing.join(' and no ')} in csi.volumeAttributes, which the provider needs.`,
          line: workload.lineOf(csi, 'volumeAttributes'),
          remedy: `Set ${missing.join(' and ')} in csi.volumeAttributes.`,
        },
      ]
    }),
})

function ofSecret(
  volume: string,
  secret: string | undefined,
  holder: object,
  workload: Workload,
  objects: readonly ManifestObject[],
): readonly Flaw[] {
  const keys = keysOf('Secret', secret, workload, objects)
  const missing = keys === undefined ? [] : ['azurestorageaccountname', 'azurestorageaccountkey'].filter(key => !keys.includes(key))
  if (missing.length === 0) return []
  const message = `The Secret ${secret ?? ''} of the volume ${volume} has no ${missing.join(' and no ')}.`
  return [{message, line: workload.lineOf(holder), remedy: 'Create the Secret with azurestorageaccountname and azurestorageaccountkey.'}]
}

export const emptyVolumes = manifestRule({
  id: 'empty-volumes',
  title: 'No volume of the pods is empty',
  page: {
    symptom: 'Pods are `ProviderFailed` because a container mounts a volume that the container group does not have, or files are missing.',
    cause:
      'The provider leaves out a volume without files. From `projected` volumes it takes only the keys in `items`, and tokens only from Secrets of the type `kubernetes.io/service-account-token`. Other tokens, such as those for workload identity, do not exist on virtual nodes.',
    fix: 'List the keys in `items`. Remove projected tokens, or create a Secret with a token of the ServiceAccount. Remove the mount of an empty Secret or ConfigMap.',
  },
  well: 'All volumes contain files',
  find: ({workload, objects}) =>
    (workload.pod.volumes ?? []).flatMap(volume => [...projection(volume, workload, objects), ...source(volume, workload, objects)]),
})

type Source = NonNullable<NonNullable<Volume['projected']>['sources']>[number]

function projection(volume: Volume, workload: Workload, objects: readonly ManifestObject[]): readonly Flaw[] {
  const {name = '', projected} = volume
  const {sources} = projected ?? {}
  if (projected === undefined) return []
  const hasFiles = ({secret, configMap, serviceAccountToken}: Source): boolean =>
    serviceAccountToken === undefined ? ((secret ?? configMap)?.items?.length ?? 0) > 0 : hasTokenSecret(workload, objects)
  const empty = (sources ?? []).filter(one => !hasFiles(one) && one.downwardAPI === undefined)
  if (sources?.some(hasFiles) !== true) {
    const message = `The projected volume ${name} is empty on a virtual node. The provider leaves it out, and ACI refuses the pods if a container mounts it.`
    return [
      {message, line: workload.lineOf(volume, 'projected'), remedy: 'List the keys in items, and remove tokens; or remove the volume.'},
    ]
  }
  return empty.map(one => {
    const message = `The projected volume ${name} has no files from ${Object.keys(one).join(', ')}`
    const line = workload.lineOf(one)
    if (one.secret !== undefined || one.configMap !== undefined)
      return {message: `${message}, because it lists no items.`, line, remedy: 'List the keys in items.'}
    if (one.serviceAccountToken === undefined)
      return {message: `${message}, which the provider does not support.`, line, remedy: 'Remove this source of the volume.'}
    const remedy = 'Create a Secret of the type kubernetes.io/service-account-token for the ServiceAccount.'
    return {verdict: 'warning', message: `${message}.`, line, remedy}
  })
}

function source({name = '', secret, configMap}: Volume, workload: Workload, objects: readonly ManifestObject[]): readonly Flaw[] {
  const [kind, from, of] =
    secret === undefined ? (['ConfigMap', configMap, configMap?.name] as const) : (['Secret', secret, secret.secretName] as const)
  if (from === undefined) return []
  const keys = keysOf(kind, of, workload, objects)
  const line = workload.lineOf(from)
  if (keys?.length === 0) {
    const message = `Volume ${name} is of the ${kind} ${of ?? ''}, which is empty. The provider leaves it out, and ACI refuses the mount.`
    return [{message, line, remedy: `Add a key to the ${kind}, or remove the volume.`}]
  }
  if (keys !== undefined || from.optional !== true) return []
  const message = `Volume ${name} is of the ${kind} ${of ?? ''}, which is optional. While it does not exist, ACI refuses the pods.`
  return [{verdict: 'warning', message, line, remedy: `Create the ${kind}, with at least one key.`}]
}

export const mountedFiles = manifestRule({
  id: 'mounted-files',
  title: 'Volumes are mounted as whole folders, with the keys as names of files',
  page: {
    symptom: 'A file of a Secret or ConfigMap is a folder in the container, or has another name than in the manifest.',
    cause:
      'The provider passes neither `subPath` nor `items` to ACI. It mounts the whole volume at `mountPath`, hides what the image has there, and names each file like its key.',
    fix: 'Mount the volume as a folder of its own and tell the program where its files are. Name the keys like the files.',
  },
  well: 'No volume uses subPath, or other names for its files',
  find: ({workload: {pod, lineOf}}) => [
    ...allContainers(pod).flatMap(({container: {volumeMounts = []}, label}) =>
      volumeMounts
        .filter(({subPath = '', subPathExpr = ''}) => subPath !== '' || subPathExpr !== '')
        .map(mount => ({
          message: `${label} mounts a part of the volume ${mount.name ?? ''} (subPath). On a virtual node, ${mount.mountPath ?? ''} becomes a folder with the whole volume.`,
          line: lineOf(mount, mount.subPath === undefined ? 'subPathExpr' : 'subPath'),
          remedy: 'Mount the volume as a folder of its own, without subPath.',
        })),
    ),
    ...(pod.volumes ?? []).flatMap(({name = '', secret, configMap, projected}) =>
      [secret, configMap, ...(projected?.sources ?? []).flatMap(one => [one.secret, one.configMap])].flatMap(from =>
        renamed(from?.items).map(item => ({
          message: `Volume ${name} puts the key ${item.key ?? ''} into the file ${item.path ?? ''}. On a virtual node, the file is named ${item.key ?? ''}.`,
          line: lineOf(item, 'path'),
          remedy: 'Name the key like the file, and mount the volume as a folder with these files.',
        })),
      ),
    ),
  ],
})

interface Item {
  readonly key?: string
  readonly path?: string
}

function renamed(items: Given<readonly Item[]> = []): readonly Item[] {
  return items.filter(({key, path}) => path !== undefined && path !== key)
}
