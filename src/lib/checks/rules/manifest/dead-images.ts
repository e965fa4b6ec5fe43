import {imageName} from '../../manifest/image-name.ts'
import {manifestRule, type Flaw} from '../../manifest/manifest-rule.ts'
import {allContainers} from '../../manifest/pod-spec.ts'

/** Microsoft's images of Docker Hub that samples and charts still name, and what to use today. */
const successors: Readonly<Record<string, string>> = {
  'microsoft/aci-helloworld': 'mcr.microsoft.com/azuredocs/aci-helloworld',
  'microsoft/iis': 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2019',
  'microsoft/nanoserver': 'mcr.microsoft.com/windows/nanoserver:1809',
  'microsoft/windowsservercore': 'mcr.microsoft.com/windows/servercore:ltsc2019',
  'microsoft/virtual-kubelet': 'mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet:1.6.4',
}

export const deadImages = manifestRule({
  id: 'dead-images',
  title: 'Its images still exist',
  page: {
    symptom: 'Pods wait with InaccessibleImage or ImagePullBackOff although the name of the image is that of the samples.',
    cause:
      'Microsoft moved its images from Docker Hub to mcr.microsoft.com and removed the old ones; the registry virtualkubelet.azurecr.io is closed.',
    fix: 'Name the image that is printed. For others look at mcr.microsoft.com.',
  },
  well: 'None that is known to be gone',
  find({workload: {pod, lineOf}}) {
    return allContainers(pod).flatMap(({container, label}): readonly Flaw[] => {
      const {registry, repository} = imageName(container.image ?? '')
      const line = lineOf(container, 'image')
      if (registry === 'virtualkubelet.azurecr.io') {
        return [
          {
            message: `${label} uses an image of virtualkubelet.azurecr.io, which is closed.`,
            line,
            remedy: 'Use images of mcr.microsoft.com.',
          },
        ]
      }
      if (registry !== 'docker.io' || !repository.startsWith('microsoft/')) return []
      const successor = Object.hasOwn(successors, repository) ? successors[repository] : undefined
      if (successor === undefined) {
        return [
          {
            verdict: 'warning',
            message: `${label} uses ${repository} of Docker Hub; Microsoft publishes on mcr.microsoft.com now.`,
            line,
            remedy: `Look for ${repository} on mcr.microsoft.com.`,
          },
        ]
      }
      return [{message: `${label} uses ${repository}, which is gone.`, line, remedy: `Use ${successor}`}]
    })
  },
})
