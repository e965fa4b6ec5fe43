import {fieldsOf, listOf, textOf, type Fields} from '../object.ts'
import {addedCapabilities, named, security, strings, type Check} from './pod-security-containers.ts'

const volumeTypes = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
])

function windows(spec: Fields): boolean {
  return fieldsOf(spec, 'os').name === 'windows'
}

const escalation: Check = ({spec, containers}) => {
  const bad = windows(spec) ? [] : containers.filter(container => security(container).allowPrivilegeEscalation !== false)
  return bad.length === 0
    ? undefined
    : `allowPrivilegeEscalation != false (${named('container', bad)} must set securityContext.allowPrivilegeEscalation=false)`
}

const capabilities: Check = ({spec, containers}) => {
  if (windows(spec)) return undefined
  const keeping = containers.filter(container => !strings(fieldsOf(security(container), 'capabilities').drop).includes('ALL'))
  const {bad, names} = addedCapabilities(containers, new Set(['NET_BIND_SERVICE']))
  const texts = [
    ...(keeping.length === 0 ? [] : [`${named('container', keeping)} must set securityContext.capabilities.drop=["ALL"]`]),
    ...(bad.length === 0 ? [] : [`${named('container', bad)} must not include ${names} in securityContext.capabilities.add`]),
  ]
  return texts.length === 0 ? undefined : `unrestricted capabilities (${texts.join('; ')})`
}

const volumes: Check = ({spec}) => {
  const refused = (volume: Fields): string[] => Object.keys(volume).filter(field => field !== 'name' && !volumeTypes.has(field))
  const bad = listOf(spec, 'volumes').filter(volume => refused(volume).length > 0)
  const types = [...new Set(bad.flatMap(refused))].map(type => JSON.stringify(type))
  if (bad.length === 0) return undefined
  return `restricted volume types (${named('volume', bad)} ${bad.length === 1 ? 'uses' : 'use'} restricted volume ${types.length === 1 ? 'type' : 'types'} ${types.join(', ')})`
}

const nonRoot: Check = ({spec, containers}) => {
  const against = containers.filter(container => security(container).runAsNonRoot === false)
  if (against.length > 0) return `runAsNonRoot != true (${named('container', against)} must not set securityContext.runAsNonRoot=false)`
  if (security(spec).runAsNonRoot === true) return undefined
  const bad = containers.filter(container => security(container).runAsNonRoot !== true)
  return bad.length === 0
    ? undefined
    : `runAsNonRoot != true (pod or ${named('container', bad)} must set securityContext.runAsNonRoot=true)`
}

const rootUser: Check = ({spec, containers}) => {
  const pod = security(spec).runAsUser === 0
  const bad = containers.filter(container => security(container).runAsUser === 0)
  if (!pod && bad.length === 0) return undefined
  const who = [...(pod ? ['pod'] : []), ...(bad.length === 0 ? [] : [named('container', bad)])].join(' and ')
  return `runAsUser=0 (${who} must not set runAsUser=0)`
}

const seccomp: Check = ({spec, containers}) => {
  const good = (holder: Fields): boolean =>
    ['RuntimeDefault', 'Localhost'].includes(textOf(fieldsOf(security(holder), 'seccompProfile'), 'type'))
  if (windows(spec) || good(spec)) return undefined
  const bad = containers.filter(container => !good(container))
  return bad.length === 0
    ? undefined
    : `seccompProfile (pod or ${named('container', bad)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")`
}

export const restrictedChecks: readonly Check[] = [escalation, capabilities, volumes, nonRoot, rootUser, seccomp]
