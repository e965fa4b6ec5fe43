import {fieldsOf, listOf, textOf, type KubeObject} from '../object.ts'
import {ageColumn, nameColumn, type Column} from './column.ts'

function role({roleRef}: KubeObject): string {
  const ref = fieldsOf({roleRef}, 'roleRef')
  return `${textOf(ref, 'kind')}/${textOf(ref, 'name')}`
}

function subjects(binding: KubeObject, kind: string): string {
  const named = listOf(binding, 'subjects').filter(subject => subject.kind === kind)
  return named
    .map(subject => (kind === 'ServiceAccount' ? `${textOf(subject, 'namespace')}/${textOf(subject, 'name')}` : textOf(subject, 'name')))
    .join(', ')
}

const binding: readonly Column[] = [
  nameColumn,
  {name: 'Role', cell: role},
  ageColumn,
  {name: 'Users', wide: true, cell: object => subjects(object, 'User')},
  {name: 'Groups', wide: true, cell: object => subjects(object, 'Group')},
  {name: 'ServiceAccounts', wide: true, cell: object => subjects(object, 'ServiceAccount')},
]

export const accessColumns: Readonly<Record<string, readonly Column[]>> = {RoleBinding: binding, ClusterRoleBinding: binding}
