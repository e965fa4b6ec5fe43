import {fieldsOf, listOf, numberOf, textOf, type Fields} from '../object.ts'
import type {Cause} from '../status-error.ts'
import {duplicate, invalidValue, notSupported, oneOf, required} from './cause.ts'
import {validateContainers} from './container.ts'
import {validateLabels} from './labels.ts'
import {validateLabelName, validateSubdomain} from './names.ts'
import {taintEffects} from './node.ts'

const volumeSources: Readonly<Record<string, string>> = {
  secret: 'secretName',
  configMap: 'name',
  persistentVolumeClaim: 'claimName',
  hostPath: 'path',
}

/** The spec of a pod, or of a template whose pods may have these restart policies only. */
export function validatePodSpec(spec: Fields, at: string, restartPolicies: readonly string[]): Cause[] {
  const volumes = listOf(spec, 'volumes')
  const names = new Set(volumes.map(volume => textOf(volume, 'name')))
  const grace = numberOf(spec, 'terminationGracePeriodSeconds')
  return [
    ...validateVolumes(volumes, `${at}.volumes`),
    ...validateContainers(spec, 'initContainers', at, names),
    ...validateContainers(spec, 'containers', at, names),
    ...oneOf(`${at}.restartPolicy`, spec.restartPolicy, restartPolicies),
    ...oneOf(`${at}.dnsPolicy`, spec.dnsPolicy, ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']),
    ...validateLabels(`${at}.nodeSelector`, spec.nodeSelector),
    ...optionalName(spec, 'serviceAccountName', at),
    ...optionalName(spec, 'nodeName', at),
    ...oneOf(`${at}.os`, fieldsOf(spec, 'os').name, ['linux', 'windows']),
    ...(grace !== undefined && grace < 0
      ? [invalidValue(`${at}.terminationGracePeriodSeconds`, grace, 'must be greater than or equal to 0')]
      : []),
    ...listOf(spec, 'tolerations').flatMap((toleration, index) => validateToleration(toleration, `${at}.tolerations[${index}]`)),
  ]
}

function optionalName(spec: Fields, field: string, at: string): Cause[] {
  const name = textOf(spec, field)
  return name === '' ? [] : validateSubdomain(`${at}.${field}`, name)
}

function validateVolumes(volumes: readonly Fields[], at: string): Cause[] {
  const seen = new Set<string>()
  return volumes.flatMap((volume, index) => {
    const here = `${at}[${index}]`
    const name = textOf(volume, 'name')
    const causes: Cause[] = name === '' ? [required(`${here}.name`)] : validateLabelName(`${here}.name`, name)
    if (name !== '' && seen.has(name)) causes.push(duplicate(`${here}.name`, name))
    seen.add(name)
    const sources = Object.keys(volume).filter(field => field !== 'name')
    for (const [source, field] of Object.entries(volumeSources)) {
      if (sources.includes(source) && textOf(volume[source], field) === '') causes.push(required(`${here}.${source}.${field}`))
    }
    for (const more of sources.slice(1))
      causes.push({reason: 'FieldValueForbidden', message: 'Forbidden: may not specify more than 1 volume type', field: `${here}.${more}`})
    return causes
  })
}

function validateToleration(toleration: Fields, at: string): Cause[] {
  const causes: Cause[] = []
  const operator = textOf(toleration, 'operator')
  if (textOf(toleration, 'key') === '' && operator !== 'Exists') {
    causes.push(
      invalidValue(`${at}.operator`, operator, 'operator must be Exists when `key` is empty, which means "match all values and all keys"'),
    )
  }
  if (!['', 'Equal', 'Exists'].includes(operator)) causes.push(notSupported(`${at}.operator`, operator, ['Equal', 'Exists']))
  const effect = textOf(toleration, 'effect')
  if (effect !== '' && !taintEffects.includes(effect)) causes.push(notSupported(`${at}.effect`, effect, taintEffects))
  return causes
}
