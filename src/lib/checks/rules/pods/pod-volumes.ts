import {podErrorRule} from './pod-error.ts'

export const podVolumes = podErrorRule({
  id: 'pod-volumes',
  title: 'ACI has the kinds of volumes that the pods want',
  page: {
    symptom: 'Pods are ProviderFailed with "requires volume … which is of an unsupported type".',
    cause:
      'The provider takes emptyDir, secret, configMap, projected, gitRepo and Azure Files that the pod itself describes; no persistent volume claims, no host paths, no other CSI driver.',
    fix: 'Use azureFile, or csi with the driver file.csi.azure.com, in the pod itself.',
  },
  remedy: 'Use an azureFile volume, or csi with the driver file.csi.azure.com, in the pod itself.',
})
