import {isFields, listOf} from '../object.ts'
import {addedCapabilities, named, security, type Check} from './pod-security-containers.ts'

const harmless = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
])

const capabilities: Check = ({containers}) => {
  const {bad, names} = addedCapabilities(containers, harmless)
  return bad.length === 0
    ? undefined
    : `non-default capabilities (${named('container', bad)} must not include ${names} in securityContext.capabilities.add)`
}

const hostNamespaces: Check = ({spec}) => {
  const set = ['hostNetwork', 'hostPID', 'hostIPC'].filter(field => spec[field] === true)
  return set.length === 0 ? undefined : `host namespaces (${set.map(field => `${field}=true`).join(', ')})`
}

const hostPath: Check = ({spec}) => {
  const bad = listOf(spec, 'volumes').filter(volume => isFields(volume.hostPath))
  return bad.length === 0 ? undefined : `hostPath volumes (${named('volume', bad)})`
}

const hostPorts: Check = ({containers}) => {
  const used = (container: (typeof containers)[number]): unknown[] =>
    listOf(container, 'ports')
      .map(port => port.hostPort)
      .filter(port => typeof port === 'number' && port !== 0)
  const bad = containers.filter(container => used(container).length > 0)
  const ports = [...new Set(bad.flatMap(used))]
  if (bad.length === 0) return undefined
  return `hostPort (${named('container', bad)} ${bad.length === 1 ? 'uses' : 'use'} ${ports.length === 1 ? 'hostPort' : 'hostPorts'} ${ports.join(', ')})`
}

const privileged: Check = ({containers}) => {
  const bad = containers.filter(container => security(container).privileged === true)
  return bad.length === 0 ? undefined : `privileged (${named('container', bad)} must not set securityContext.privileged=true)`
}

export const baselineChecks: readonly Check[] = [capabilities, hostNamespaces, hostPath, hostPorts, privileged]

/** The checks that the restricted level does not replace with stricter ones. */
export const kept: readonly Check[] = [hostNamespaces, hostPorts, privileged]
