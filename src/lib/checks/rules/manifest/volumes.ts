import {manifestRule} from '../../manifest/manifest-rule.ts'
import {osOf} from '../../manifest/placement.ts'
import {kindOf, supportedKinds} from '../../manifest/volumes.ts'

/** What another check is about. */
const elsewhere = 'downwardAPI'

const fileShares = 'file.csi.azure.com'

const remedies: Readonly<Record<string, string>> = {
  persistentVolumeClaim:
    'Name the Azure file share in the pod: csi with driver file.csi.azure.com, shareName and secretName, or azureFile.',
  hostPath: 'Use emptyDir for files that may be lost, or azureFile: there is no node with a disk.',
}

export const volumeKinds = manifestRule({
  id: 'volume-kinds',
  title: 'Its volumes are supported by ACI',
  page: {
    symptom: 'Pods are `ProviderFailed` with `requires volume … which is of an unsupported type`.',
    cause:
      'The provider mounts `emptyDir`, `secret`, `configMap`, `projected`, `gitRepo`, `azureFile` and inline `csi` volumes of `file.csi.azure.com`. It does not support persistent volume claims.',
    fix: 'Use an Azure file share in the pod itself, with `azureFile` or with `csi` and `file.csi.azure.com`.',
  },
  well: 'All are supported',
  find({workload: {pod, claims, lineOf}}) {
    const ofPod = (pod.volumes ?? []).flatMap(volume => {
      const kind = kindOf(volume)
      const driver = volume.csi?.driver
      if (kind === elsewhere || (supportedKinds.has(kind) && (kind !== 'csi' || driver === fileShares))) return []
      const what = kind === 'csi' ? `csi of ${driver ?? 'no driver'}` : kind
      return [
        {
          message: `Volume ${volume.name ?? ''} is of the kind ${what}, which ACI does not have.`,
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
    message: 'It claims a persistent volume for each pod (volumeClaimTemplates); ACI mounts none.',
    line,
    remedy: 'Use an Azure file share in the pod itself (azureFile) instead of volumeClaimTemplates.',
  }
}

/** All of them are secrets to Azure. */
const secret = new Set(['secret', 'configMap', 'projected'])

export const windowsVolumes = manifestRule({
  id: 'windows-volumes',
  title: 'Its Windows pods mount no Secrets or ConfigMaps',
  page: {
    symptom: 'Windows pods are `ProviderFailed` because their volumes are not supported.',
    cause:
      'ACI mounts Secrets and ConfigMaps only into Linux containers. Its documentation lists all other kinds of volumes for Linux only, too.',
    fix: 'Use environment variables (`envFrom`, `secretKeyRef`, `configMapKeyRef`), or put the files into the image.',
  },
  well: 'None',
  find({workload}) {
    const {pod, lineOf} = workload
    if (osOf(workload) !== 'windows') return 'Not for Windows, as far as the manifest tells'
    const supported = (pod.volumes ?? []).filter(volume => supportedKinds.has(kindOf(volume)))
    return supported.map(volume => {
      const kind = kindOf(volume)
      const {name = ''} = volume
      const line = lineOf(volume, kind)
      if (!secret.has(kind)) {
        return {
          verdict: 'warning',
          message: `Volume ${name} (${kind}) may be refused: ACI documents volumes for Linux only.`,
          line,
          remedy: 'Do without volumes on Windows.',
        }
      }
      return {
        message: `Volume ${name} is a ${kind}, which ACI does not mount into Windows containers.`,
        line,
        remedy: 'Give the values as environment variables.',
      }
    })
  },
})
