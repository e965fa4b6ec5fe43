import {manifestRule} from '../../manifest/manifest-rule.ts'
import {osOf} from '../../manifest/placement.ts'
import {kindOf, supportedKinds} from '../../manifest/volumes.ts'

/** Another check, downward-api, reports this kind. */
const elsewhere = 'downwardAPI'

const fileShares = 'file.csi.azure.com'

const remedies: Readonly<Record<string, string>> = {
  persistentVolumeClaim:
    'Use an Azure file share in the pod itself: azureFile, or csi with driver file.csi.azure.com, shareName and secretName.',
  hostPath: 'Use emptyDir for temporary files, or azureFile. A virtual node has no disk.',
}

export const volumeKinds = manifestRule({
  id: 'volume-kinds',
  title: 'ACI supports the volumes of the workload',
  page: {
    symptom: 'Pods are `ProviderFailed` with `requires volume … which is of an unsupported type`.',
    cause:
      'The provider mounts `emptyDir`, `secret`, `configMap`, `projected`, `gitRepo`, `azureFile` and inline `csi` volumes of `file.csi.azure.com`. It does not support persistent volume claims.',
    fix: 'Use an Azure file share in the pod itself, with `azureFile` or with `csi` and `file.csi.azure.com`.',
  },
  well: 'All volumes are supported',
  find({workload: {pod, claims, lineOf}}) {
    const ofPod = (pod.volumes ?? []).flatMap(volume => {
      const kind = kindOf(volume)
      const driver = volume.csi?.driver
      if (kind === elsewhere || (supportedKinds.has(kind) && (kind !== 'csi' || driver === fileShares))) return []
      const what = kind === 'csi' ? `csi of ${driver ?? 'no driver'}` : kind
      return [
        {
          message: `Volume ${volume.name ?? ''} is of type ${what}, which ACI does not support.`,
          line: lineOf(volume, kind),
          remedy: remedies[kind] ?? 'Use emptyDir, secret, configMap, projected or an Azure file share (azureFile).',
        },
      ]
    })
    const ofSet = claims.length === 0 ? [] : [claimed(lineOf(claims))]
    return [...ofPod, ...ofSet]
  },
})

function claimed(line: number) {
  return {
    message: 'The workload claims a persistent volume for each pod (volumeClaimTemplates), but ACI does not support persistent volumes.',
    line,
    remedy: 'Use an Azure file share in the pod itself (azureFile) instead of volumeClaimTemplates.',
  }
}

/** The provider turns all of these into secret volumes of ACI. */
const secret = new Set(['secret', 'configMap', 'projected'])

export const windowsVolumes = manifestRule({
  id: 'windows-volumes',
  title: 'Windows pods of the workload mount no Secrets or ConfigMaps',
  page: {
    symptom: 'Windows pods are `ProviderFailed` because their volumes are not supported.',
    cause:
      'ACI mounts Secrets and ConfigMaps only into Linux containers. According to its documentation, all other kinds of volumes are also for Linux only.',
    fix: 'Use environment variables (`envFrom`, `secretKeyRef`, `configMapKeyRef`), or put the files into the image.',
  },
  well: 'The pods mount no volumes that ACI refuses for Windows',
  find({workload}) {
    const {pod, lineOf} = workload
    if (osOf(workload) !== 'windows') return 'The manifest does not say that the pods are for Windows'
    const supported = (pod.volumes ?? []).filter(volume => supportedKinds.has(kindOf(volume)))
    return supported.map(volume => {
      const kind = kindOf(volume)
      const {name = ''} = volume
      const line = lineOf(volume, kind)
      if (!secret.has(kind)) {
        return {
          verdict: 'warning',
          message: `Volume ${name} is of type ${kind}, which ACI documents for Linux only. ACI may refuse the pods.`,
          line,
          remedy: 'Remove the volumes from Windows pods.',
        }
      }
      return {
        message: `Volume ${name} is of type ${kind}, which ACI does not support for Windows.`,
        line,
        remedy: 'Set the values as environment variables.',
      }
    })
  },
})
