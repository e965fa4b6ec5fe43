import {podErrorRule} from './pod-error.ts'

export const podOs = podErrorRule({
  id: 'pod-os',
  title: 'The images of the pods fit the OS of the node',
  page: {
    symptom: 'Pods are ProviderFailed with ImageOsTypeNotMatchContainerGroup or OsVersionNotSupported.',
    cause:
      'A Windows image was placed on a Linux virtual node or the other way round, or the Windows image is of a release that ACI does not run.',
    fix: 'Select the node by kubernetes.io/os. Base Windows images on Windows Server 2019 (ltsc2019 or 1809).',
  },
  remedy: 'Select the node by kubernetes.io/os, and base Windows images on ltsc2019 or 1809.',
})
