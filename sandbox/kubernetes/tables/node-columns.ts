import {fieldsOf, listOf, textOf, type KubeObject} from '../object.ts'
import {ageColumn, nameColumn, none, unknown, type Column} from './column.ts'

const rolePrefix = 'node-role.kubernetes.io/'

/** The roles that labels give a node. */
export function rolesOf({metadata}: KubeObject): string[] {
  const roles = new Set<string>()
  for (const [label, value] of Object.entries(metadata.labels ?? {})) {
    if (label.startsWith(rolePrefix) && label.length > rolePrefix.length) roles.add(label.slice(rolePrefix.length))
    if (label === 'kubernetes.io/role' && value !== '') roles.add(value)
  }
  return [...roles].toSorted()
}

function statusOf({spec, status}: KubeObject): string {
  const ready = listOf(status, 'conditions').find(({type}) => type === 'Ready')
  const parts = [ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady']
  if ((spec as {unschedulable?: boolean} | undefined)?.unschedulable === true) parts.push('SchedulingDisabled')
  return parts.join(',')
}

function address(node: KubeObject, wanted: string): string {
  return (
    textOf(
      listOf(node.status, 'addresses').find(({type}) => type === wanted),
      'address',
    ) || none
  )
}

function info(node: KubeObject, field: string): string {
  return textOf(fieldsOf(node.status, 'nodeInfo'), field)
}

export const nodeColumns: readonly Column[] = [
  nameColumn,
  {name: 'Status', cell: statusOf},
  {name: 'Roles', cell: node => rolesOf(node).join(',') || none},
  ageColumn,
  {name: 'Version', cell: node => info(node, 'kubeletVersion')},
  {name: 'Internal-IP', wide: true, cell: node => address(node, 'InternalIP')},
  {name: 'External-IP', wide: true, cell: node => address(node, 'ExternalIP')},
  {name: 'OS-Image', wide: true, cell: node => info(node, 'osImage') || unknown},
  {name: 'Kernel-Version', wide: true, cell: node => info(node, 'kernelVersion') || unknown},
  {name: 'Container-Runtime', wide: true, cell: node => info(node, 'containerRuntimeVersion') || unknown},
]
