import {manifestRule} from '../../manifest/manifest-rule.ts'
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
  title: 'Its volumes are of kinds that ACI has',
  page: {
    symptom: 'Pods are ProviderFailed with requires volume … which is of an unsupported type.',
    cause:
      'The provider mounts emptyDir, secret, configMap, projected, gitRepo, azureFile and inline csi of file.csi.azure.com. It reads no claims, so persistent volumes do not work either.',
    fix: 'Name an Azure file share in the pod itself, by azureFile or by csi with file.csi.azure.com.',
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
