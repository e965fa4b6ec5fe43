import type {NodeObject} from '../../kubernetes/objects.ts'
import {valueOf} from '../../checks/engine/fact.ts'
import type {InspectedConnector} from '../inspection/inspection.ts'
import type {OsType} from '../model/names.ts'

/** A connector's node as `kubectl get nodes` shows it. */
export interface NodeRow {
  readonly connectorName: string
  readonly osType: OsType
  readonly release: string
  readonly name: string
  readonly status: string
  readonly roles: string
  readonly age: string
  readonly version: string
}

export function nodeRow({connectorName, subject, facts}: Pick<InspectedConnector, 'connectorName' | 'subject' | 'facts'>): NodeRow {
  const {osType, target: release, nodeName: name, now} = subject
  const base = {connectorName, osType, release, name}
  const node = valueOf(facts.node)
  if (node === undefined)
    return {...base, status: facts.node?.known === true ? 'Missing' : 'Unknown', roles: '<none>', age: '<unknown>', version: ''}
  return {
    ...base,
    status: nodeStatus(node),
    roles: nodeRoles(node),
    age: age(node.metadata.creationTimestamp, now),
    version: node.status?.nodeInfo?.kubeletVersion ?? '',
  }
}

function nodeStatus({spec, status}: NodeObject): string {
  const ready = status?.conditions?.find(({type}) => type === 'Ready')?.status
  const word = ready === 'True' ? 'Ready' : ready === undefined ? 'Unknown' : 'NotReady'
  return spec?.unschedulable === true ? `${word},SchedulingDisabled` : word
}

function nodeRoles({metadata: {labels = {}}}: NodeObject): string {
  const roles = Object.entries(labels).flatMap(([key, value]) =>
    key.startsWith('node-role.kubernetes.io/')
      ? [key.slice('node-role.kubernetes.io/'.length)]
      : key === 'kubernetes.io/role'
        ? [value]
        : [],
  )
  return roles.length === 0 ? '<none>' : [...new Set(roles)].toSorted().join(',')
}

/** An age as kubectl writes it: one unit, or two while the numbers are small. */
export function age(since: string | undefined, now: Date): string {
  if (since === undefined) return '<unknown>'
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 1000))
  if (seconds < 120) return `${seconds}s`
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3600), Math.floor(seconds / 86400)]
  if (minutes < 10) return seconds % 60 === 0 ? `${minutes}m` : `${minutes}m${seconds % 60}s`
  if (minutes < 180) return `${minutes}m`
  if (hours < 8) return minutes % 60 === 0 ? `${hours}h` : `${hours}h${minutes % 60}m`
  if (hours < 48) return `${hours}h`
  if (days < 8) return hours % 24 === 0 ? `${days}d` : `${days}d${hours % 24}h`
  return days < 730 ? `${days}d` : `${Math.floor(days / 365)}y${days % 365 === 0 ? '' : `${days % 365}d`}`
}
