import {podErrorRule} from './pod-error.ts'

export const podSubnetLink = podErrorRule({
  id: 'pod-subnet-link',
  title: 'The subnet is linked to ACI',
  page: {
    symptom: 'Pods are ProviderFailed with a 409 and ServiceAssociationLinkNotReady.',
    cause: 'Azure links a subnet to ACI when the first container group comes to it, and refuses others until that is done.',
    fix: 'Wait: the connector tries again. Delete the pod when it does not get well in some minutes, so that it is created anew.',
  },
  remedy: 'Wait some minutes, then delete the pods that are still failed, so that they are created anew.',
})
