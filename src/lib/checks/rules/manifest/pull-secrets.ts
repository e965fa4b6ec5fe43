import {imageName} from '../../manifest/image-name.ts'
import {manifestRule, type Flaw} from '../../manifest/manifest-rule.ts'
import {readPullSecret} from '../../manifest/pull-secret.ts'

export const pullSecrets = manifestRule({
  id: 'pull-secrets',
  title: 'Its image pull secrets are of a kind that the provider reads',
  page: {
    symptom:
      'Pods fail with InaccessibleImage, or with image pull secret type is not one of kubernetes.io/dockercfg or kubernetes.io/dockerconfigjson.',
    cause:
      'The provider hands server, user name and password of each entry to Azure. The server has to be the registry as the image names it, and the user name must be there.',
    fix: 'kubectl create secret docker-registry NAME --docker-server=REGISTRY --docker-username=… --docker-password=…, with REGISTRY as in the image, such as myregistry.azurecr.io.',
  },
  well: 'They fit the images',
  find({workload: {pod, namespace, lineOf}, secrets}) {
    const references = pod.imagePullSecrets ?? []
    if (references.length === 0) return []
    const registries = new Set((pod.containers ?? []).map(({image = ''}) => imageName(image).registry))
    const read = references.map(reference => ({reference, secret: readPullSecret(secrets, namespace, reference.name ?? '')}))
    const flaws = read.flatMap(({reference, secret}): readonly Flaw[] =>
      secret === undefined
        ? []
        : secret.faults.map(fault => ({
            message: `The Secret ${reference.name ?? ''} ${fault}.`,
            line: lineOf(reference),
            remedy: 'Make it with kubectl create secret docker-registry.',
          })),
    )
    const unseen = read.filter(({secret}) => secret === undefined).map(({reference}) => reference.name ?? '')
    if (flaws.length > 0) return flaws
    if (unseen.length > 0)
      return `The Secret ${unseen.join(', ')} is not in the files; its server has to be ${[...registries].join(' or ')}`
    const servers = new Set(read.flatMap(({secret}) => secret?.servers ?? []))
    if ([...servers].some(server => registries.has(server) || (server === 'https://index.docker.io/v1/' && registries.has('docker.io'))))
      return []
    return [
      {
        message: `Its pull secrets are for ${[...servers].join(', ')}, and its images come from ${[...registries].join(', ')}.`,
        line: lineOf(pod, 'imagePullSecrets'),
        remedy: 'Give the registry as the image names it, without https:// and path.',
      },
    ]
  },
})
