import {manifestRule} from '../../manifest/manifest-rule.ts'
import {allContainers} from '../../manifest/pod-spec.ts'
import {isWindowsImage, osOf} from '../../manifest/placement.ts'

export const imageOs = manifestRule({
  id: 'image-os',
  title: 'Its images are for the operating system of its nodes',
  page: {
    symptom: 'Pods are ProviderFailed with ImageOsTypeNotMatchContainerGroup.',
    cause: 'A Windows image cannot run in a Linux container group, and the node that the pod goes to decides which one is made.',
    fix: 'Select kubernetes.io/os: windows for Windows images.',
  },
  well: 'No name of an image says otherwise',
  find({workload}) {
    const {pod, lineOf} = workload
    if (osOf(workload) !== 'linux') return []
    return allContainers(pod)
      .filter(({container}) => isWindowsImage(container.image))
      .map(({container, label}) => ({
        message: `${label} uses the Windows image ${container.image ?? ''}, and its pods go to Linux nodes.`,
        line: lineOf(container, 'image'),
        remedy: 'Set kubernetes.io/os: windows, or use a Linux image.',
      }))
  },
})
