import {isFields, listOf, textOf, type KubeObject} from '../object.ts'
import {fill} from './fill.ts'

const rbac = 'rbac.authorization.k8s.io'

export function setRbacDefaults(object: KubeObject): void {
  if (isFields(object.roleRef)) fill(object.roleRef, {apiGroup: rbac})
  for (const subject of listOf(object, 'subjects')) {
    if (textOf(subject, 'kind') === 'ServiceAccount') {
      if (subject.apiGroup === '') delete subject.apiGroup
    } else fill(subject, {apiGroup: rbac})
  }
  if (object.kind === 'Role' || object.kind === 'ClusterRole') object.rules ??= null
}
