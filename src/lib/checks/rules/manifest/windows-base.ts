import {imageName} from '../../manifest/image-name.ts'
import {manifestRule} from '../../manifest/manifest-rule.ts'
import {allContainers} from '../../manifest/pod-spec.ts'
import {isWindowsImage, osOf} from '../../manifest/placement.ts'

/** Versions of Windows as tags name them, other than 1809 and ltsc2019, which ACI runs (https://learn.microsoft.com/azure/container-instances/container-instances-faq). */
const others = /(?:^|[-_.])(ltsc20(?:16|22|25)|sac2016|2016|1607|1703|1709|1803|1903|1909|2004|20h2|21h2|22h2|23h2|2022|2025)(?:$|[-_.])/i

export const windowsBase = manifestRule({
  id: 'windows-base',
  title: 'Its Windows images are of a version that ACI runs',
  page: {
    symptom: 'Windows pods are ProviderFailed with OsVersionNotSupported.',
    cause: 'ACI runs images on the base of Windows Server 2019 (1809, ltsc2019) only.',
    fix: 'Build on ltsc2019 or 1809, or choose the tag of the image that is.',
  },
  well: 'No tag names another one',
  find({workload}) {
    const {pod, lineOf} = workload
    const windows = osOf(workload) === 'windows'
    if (!windows && !allContainers(pod).some(({container}) => isWindowsImage(container.image)))
      return 'Not for Windows, as far as the manifest tells'
    return allContainers(pod).flatMap(({container, label}) => {
      const {tag} = imageName(container.image ?? '')
      const [, version] = others.exec(tag) ?? []
      if (version === undefined || /ltsc2019|1809/.test(tag)) return []
      return [
        {
          message: `${label} uses the tag ${tag} (Windows ${version}); ACI runs 1809 and ltsc2019.`,
          line: lineOf(container, 'image'),
          remedy: 'Use an image on the base of ltsc2019 or 1809.',
        },
      ]
    })
  },
})
