import {manifestRule} from '../../manifest/manifest-rule.ts'
import {osOf} from '../../manifest/placement.ts'
import {kindOf, supportedKinds} from '../../manifest/volumes.ts'

/** All of them are secrets to Azure. */
const secret = new Set(['secret', 'configMap', 'projected'])

export const windowsVolumes = manifestRule({
  id: 'windows-volumes',
  title: 'Windows pods mount no Secrets and ConfigMaps',
  page: {
    symptom: 'Windows pods are ProviderFailed because their volumes are not supported.',
    cause:
      'ACI mounts Secrets and ConfigMaps into Linux containers only, and its documentation lists every other kind of volume for Linux only as well.',
    fix: 'Give such values as environment variables (envFrom, secretKeyRef, configMapKeyRef), or put the files into the image.',
  },
  well: 'None',
  find({workload}) {
    const {pod, lineOf} = workload
    if (osOf(workload) !== 'windows') return 'Not for Windows, as far as the manifest tells'
    const supported = (pod.volumes ?? []).filter(volume => supportedKinds.has(kindOf(volume)))
    return supported.map(volume => {
      const kind = kindOf(volume)
      const {name = ''} = volume
      const line = lineOf(volume, kind)
      if (!secret.has(kind)) {
        return {
          verdict: 'warning',
          message: `Volume ${name} (${kind}) may be refused: ACI documents volumes for Linux only.`,
          line,
          remedy: 'Do without volumes on Windows.',
        }
      }
      return {
        message: `Volume ${name} is a ${kind}, which ACI does not mount into Windows containers.`,
        line,
        remedy: 'Give the values as environment variables.',
      }
    })
  },
})
