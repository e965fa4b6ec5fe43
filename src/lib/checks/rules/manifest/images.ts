import {kubectl} from '../../../printed-commands/printed-command.ts'
import {imageName} from '../../manifest/image-name.ts'
import type {Flaw} from '../../manifest/flaw.ts'
import {manifestRule} from '../../manifest/manifest-rule.ts'
import {isWindowsImage, osOf} from '../../manifest/placement.ts'
import {allContainers} from '../../manifest/pod-spec.ts'
import {readPullSecret} from '../../manifest/pull-secret.ts'

/** Images that Microsoft removed from Docker Hub and that samples and charts still name, with their replacements. */
const successors: Readonly<Record<string, string>> = {
  'microsoft/aci-helloworld': 'mcr.microsoft.com/azuredocs/aci-helloworld',
  'microsoft/iis': 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2019',
  'microsoft/nanoserver': 'mcr.microsoft.com/windows/nanoserver:1809',
  'microsoft/windowsservercore': 'mcr.microsoft.com/windows/servercore:ltsc2019',
  'microsoft/virtual-kubelet': 'mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet:1.6.4',
}

export const deadImages = manifestRule({
  id: 'dead-images',
  title: 'The images of the workload still exist',
  page: {
    symptom: 'Pods wait with `InaccessibleImage` or `ImagePullBackOff`, although the image name is from a sample.',
    cause:
      'Microsoft moved its images from Docker Hub to `mcr.microsoft.com` and removed the old ones. The registry `virtualkubelet.azurecr.io` is closed.',
    fix: 'Use the image that the finding suggests. For other images, search `mcr.microsoft.com`.',
  },
  well: 'No image is known to be removed',
  find({workload: {pod, lineOf}}) {
    return allContainers(pod).flatMap(({container, label}): readonly Flaw[] => {
      const {registry, repository} = imageName(container.image ?? '')
      const line = lineOf(container, 'image')
      if (registry === 'virtualkubelet.azurecr.io') {
        return [
          {
            message: `${label} uses an image of the registry virtualkubelet.azurecr.io, which is closed.`,
            line,
            remedy: 'Use an image of mcr.microsoft.com.',
          },
        ]
      }
      if (registry !== 'docker.io' || !repository.startsWith('microsoft/')) return []
      const successor = Object.hasOwn(successors, repository) ? successors[repository] : undefined
      if (successor === undefined) {
        return [
          {
            verdict: 'warning',
            message: `${label} uses ${repository} from Docker Hub. Microsoft now publishes its images on mcr.microsoft.com.`,
            line,
            remedy: `Search for ${repository} on mcr.microsoft.com.`,
          },
        ]
      }
      return [{message: `${label} uses ${repository}, which was removed from Docker Hub.`, line, remedy: `Use ${successor}`}]
    })
  },
})

/**
 * Versions of Windows in tags that ACI does not support. It supports 1809 and ltsc2019.
 * Source: https://learn.microsoft.com/azure/container-instances/container-instances-faq
 */
const others = /(?:^|[-_.])(ltsc20(?:16|22|25)|sac2016|2016|1607|1703|1709|1803|1903|1909|2004|20h2|21h2|22h2|23h2|2022|2025)(?:$|[-_.])/i

export const windowsBase = manifestRule({
  id: 'windows-base',
  title: 'ACI supports the Windows version of the images',
  page: {
    symptom: 'Windows pods are `ProviderFailed` with `OsVersionNotSupported`.',
    cause: 'ACI supports only images based on Windows Server 2019 (`1809`, `ltsc2019`).',
    fix: 'Build the image on `ltsc2019` or `1809`, or choose a tag that is based on one of them.',
  },
  well: 'No tag names an unsupported version of Windows',
  find({workload}) {
    const {pod, lineOf} = workload
    const windows = osOf(workload) === 'windows'
    if (!windows && !allContainers(pod).some(({container}) => isWindowsImage(container.image)))
      return 'The manifest does not say that the pods are for Windows'
    return allContainers(pod).flatMap(({container, label}) => {
      const {tag} = imageName(container.image ?? '')
      const [, version] = others.exec(tag) ?? []
      if (version === undefined || /ltsc2019|1809/.test(tag)) return []
      return [
        {
          message: `${label} uses the tag ${tag} (Windows ${version}). ACI supports only 1809 and ltsc2019.`,
          line: lineOf(container, 'image'),
          remedy: 'Use an image that is based on ltsc2019 or 1809.',
        },
      ]
    })
  },
})

export const imageOs = manifestRule({
  id: 'image-os',
  title: 'The images match the operating system of the nodes',
  page: {
    symptom: 'Pods are `ProviderFailed` with `ImageOsTypeNotMatchContainerGroup`.',
    cause: 'A Windows image cannot run in a Linux container group. The node decides which kind of container group is created.',
    fix: 'Select `kubernetes.io/os: windows` for Windows images.',
  },
  well: 'No Windows image is sent to Linux nodes',
  find({workload}) {
    const {pod, lineOf} = workload
    if (osOf(workload) !== 'linux') return []
    return allContainers(pod)
      .filter(({container}) => isWindowsImage(container.image))
      .map(({container, label}) => ({
        message: `${label} uses the Windows image ${container.image ?? ''}, but the pods select Linux nodes.`,
        line: lineOf(container, 'image'),
        remedy: 'Set kubernetes.io/os: windows, or use a Linux image.',
      }))
  },
})

export const pullSecrets = manifestRule({
  id: 'pull-secrets',
  title: 'The provider can read the image pull secrets',
  page: {
    symptom:
      'Pods fail with `InaccessibleImage`, or with `image pull secret type is not one of kubernetes.io/dockercfg or kubernetes.io/dockerconfigjson`.',
    cause:
      'The provider passes the server, user name and password of each entry to Azure. The server must be the registry as the image names it, and only the name of a host: `https://index.docker.io/v1/`, which `kubectl` uses for Docker Hub, and servers with a port are refused. A single wrong entry is enough. The user name is required: an entry with only `auth`, as `docker login` writes it, is refused.',
    fix: 'Run `kubectl create secret docker-registry NAME --docker-server=REGISTRY --docker-username=… --docker-password=…`. `REGISTRY` must be as in the image, such as `myregistry.azurecr.io`.',
  },
  well: 'The pull secrets match the images',
  find({workload, objects}) {
    const {pod, lineOf} = workload
    const references = pod.imagePullSecrets ?? []
    if (references.length === 0) return []
    const registries = new Set((pod.containers ?? []).map(({image = ''}) => imageName(image).registry))
    const read = references.map(reference => ({reference, secret: readPullSecret(objects, reference.name, workload)}))
    const flaws = read.flatMap(({reference, secret}): readonly Flaw[] => {
      const line = lineOf(reference)
      const remedy = [
        'Create the Secret with:',
        kubectl`create secret docker-registry NAME --docker-server=REGISTRY --docker-username=USER --docker-password=PASSWORD`,
      ]
      const faults = (secret?.faults ?? []).map(fault => ({message: `The Secret ${reference.name ?? ''} ${fault}.`, line, remedy}))
      const servers = (secret?.servers ?? []).filter(server => !isHostName(server))
      return [
        ...faults,
        ...servers.map(server => ({
          message: `The Secret ${reference.name ?? ''} is for ${server}. ACI accepts only the name of a host, without protocol, port and path, and refuses the pods.`,
          line,
          remedy: serverRemedy(server),
        })),
      ]
    })
    const unseen = read.filter(({secret}) => secret === undefined).map(({reference}) => reference.name ?? '')
    if (flaws.length > 0) return flaws
    if (unseen.length > 0) return `The Secret ${unseen.join(', ')} is not in the files; its server must be ${[...registries].join(' or ')}`
    const servers = new Set(read.flatMap(({secret}) => secret?.servers ?? []))
    if ([...servers].some(server => registries.has(dockerHub.has(server) ? 'docker.io' : server))) return []
    return [
      {
        message: `The pull secrets are for ${[...servers].join(', ')}, but the images are from ${[...registries].join(', ')}.`,
        line: lineOf(pod, 'imagePullSecrets'),
        remedy: 'Set the server in the pull secret to the registry as the image names it, without https:// and without a path.',
      },
    ]
  },
})

const dockerHub: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io'])

function isHostName(server: string): boolean {
  return /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/i.test(server)
}

function serverRemedy(server: string): string {
  const host = server.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '')
  if (/:\d+$/.test(host)) return 'Use a registry on port 443. ACI cannot sign in to another port.'
  return `Set the server in the Secret to ${host}.`
}
