import {podErrorRule} from './pod-error.ts'

export const podImage = podErrorRule({
  id: 'pod-image',
  title: 'ACI can pull the images of the pods',
  page: {
    symptom: 'Pods are ProviderFailed with InaccessibleImage or RegistryErrorResponse, or with a text about an image pull secret.',
    cause:
      'The image does not exist, the registry is private, or ACI cannot reach it. The identity of the nodes is not used for pulling: what works on other nodes without a secret (az aks update --attach-acr) does not work here.',
    fix: 'Give the pod an imagePullSecret of type kubernetes.io/dockerconfigjson with a user name, whose server is the login server of the registry, and let the registry accept public access.',
  },
  remedy: 'Give the pods an imagePullSecret whose server is the login server of the registry, or correct the name of the image.',
})
