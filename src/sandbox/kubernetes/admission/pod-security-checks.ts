import {fieldsOf, isFields, listOf, textOf, type Fields} from '../object.ts'

/** A level of the Pod Security Standards. */
export type Level = 'baseline' | 'restricted'

type Check = (spec: Fields, containers: readonly Fields[]) => string | undefined

const allowedVolumes = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret']
const defaultCapabilities = new Set([
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT',
])

function named(what: string, items: readonly Fields[]): string {
  const names = items.map(item => JSON.stringify(textOf(item, 'name')))
  return `${what}${names.length === 1 ? '' : 's'} ${names.join(', ')}`
}

function security(holder: Fields): Fields {
  return fieldsOf(holder, 'securityContext')
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function windows(spec: Fields): boolean {
  return fieldsOf(spec, 'os').name === 'windows'
}

const baseline: readonly Check[] = [
  (_spec, containers) => {
    const bad = containers.filter(container => strings(fieldsOf(security(container), 'capabilities').add).some(name => !defaultCapabilities.has(name)))
    const added = [...new Set(bad.flatMap(container => strings(fieldsOf(security(container), 'capabilities').add)).filter(name => !defaultCapabilities.has(name)))]
    return bad.length === 0 ? undefined : `non-default capabilities (${named('container', bad)} must not include ${added.map(name => JSON.stringify(name)).join(', ')} in securityContext.capabilities.add)`
  },
  spec => {
    const set = ['hostNetwork', 'hostPID', 'hostIPC'].filter(field => spec[field] === true)
    return set.length === 0 ? undefined : `host namespaces (${set.map(field => `${field}=true`).join(', ')})`
  },
  spec => {
    const bad = listOf(spec, 'volumes').filter(volume => isFields(volume.hostPath))
    return bad.length === 0 ? undefined : `hostPath volumes (${named('volume', bad)})`
  },
  (_spec, containers) => {
    const bad = containers.filter(container => listOf(container, 'ports').some(port => typeof port.hostPort === 'number' && port.hostPort !== 0))
    const ports = [...new Set(bad.flatMap(container => listOf(container, 'ports').map(port => port.hostPort)).filter(port => typeof port === 'number' && port !== 0))]
    return bad.length === 0 ? undefined : `hostPort (${named('container', bad)} ${bad.length === 1 ? 'uses' : 'use'} ${ports.length === 1 ? 'hostPort' : 'hostPorts'} ${ports.join(', ')})`
  },
  (_spec, containers) => {
    const bad = containers.filter(container => security(container).privileged === true)
    return bad.length === 0 ? undefined : `privileged (${named('container', bad)} must not set securityContext.privileged=true)`
  },
]

const restricted: readonly Check[] = [
  (spec, containers) => {
    const bad = windows(spec) ? [] : containers.filter(container => security(container).allowPrivilegeEscalation !== false)
    return bad.length === 0 ? undefined : `allowPrivilegeEscalation != false (${named('container', bad)} must set securityContext.allowPrivilegeEscalation=false)`
  },
  (spec, containers) => {
    const bad = windows(spec) ? [] : containers.filter(container => !strings(fieldsOf(security(container), 'capabilities').drop).includes('ALL'))
    return bad.length === 0 ? undefined : `unrestricted capabilities (${named('container', bad)} must set securityContext.capabilities.drop=["ALL"])`
  },
  spec => {
    const bad = listOf(spec, 'volumes').filter(volume => Object.keys(volume).some(field => field !== 'name' && !allowedVolumes.includes(field)))
    const kinds = [...new Set(bad.flatMap(volume => Object.keys(volume)).filter(field => field !== 'name' && !allowedVolumes.includes(field)))]
    return bad.length === 0 ? undefined : `restricted volume types (${named('volume', bad)} ${bad.length === 1 ? 'uses' : 'use'} restricted volume ${kinds.length === 1 ? 'type' : 'types'} ${kinds.map(kind => JSON.stringify(kind)).join(', ')})`
  },
  (spec, containers) => {
    const pod = security(spec).runAsNonRoot
    if (pod === true) {
      const against = containers.filter(container => security(container).runAsNonRoot === false)
      return against.length === 0 ? undefined : `runAsNonRoot != true (${named('container', against)} must not set securityContext.runAsNonRoot=false)`
    }
    const bad = containers.filter(container => security(container).runAsNonRoot !== true)
    return bad.length === 0 ? undefined : `runAsNonRoot != true (pod or ${named('container', bad)} must set securityContext.runAsNonRoot=true)`
  },
  (spec, containers) => {
    const pod = security(spec).runAsUser === 0
    const bad = containers.filter(container => security(container).runAsUser === 0)
    if (!pod && bad.length === 0) return undefined
    const who = [...(pod ? ['pod'] : []), ...(bad.length === 0 ? [] : [named('container', bad)])].join(' and ')
    return `runAsUser=0 (${who} must not set runAsUser=0)`
  },
  (spec, containers) => {
    const good = (holder: Fields): boolean => ['RuntimeDefault', 'Localhost'].includes(textOf(fieldsOf(security(holder), 'seccompProfile'), 'type'))
    if (windows(spec) || good(spec)) return undefined
    const bad = containers.filter(container => !good(container))
    return bad.length === 0 ? undefined : `seccompProfile (pod or ${named('container', bad)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")`
  },
]

/** What in a pod's spec a level of the Pod Security Standards does not allow, in the words of the admission plugin. */
export function violations(spec: Fields, level: Level): string[] {
  const containers = [...listOf(spec, 'initContainers'), ...listOf(spec, 'containers')]
  const checks = level === 'baseline' ? baseline : [...baseline, ...restricted]
  return checks.map(check => check(spec, containers)).filter(text => text !== undefined)
}
