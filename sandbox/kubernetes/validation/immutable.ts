import {fieldsOf, isFields, listOf, sameJson, type KubeObject} from '../object.ts'
import type {Cause} from '../status-error.ts'
import {forbiddenField, invalidValue} from './cause.ts'

// Fields of a pod that may change: images, some times, tolerations that are added, and scheduling gates that are removed.
function fixedPart(spec: Record<string, unknown>): unknown {
  const {activeDeadlineSeconds: _a, terminationGracePeriodSeconds: _t, tolerations: _l, nodeName: _n, schedulingGates: _g, ...rest} = spec
  const strip = (list: unknown): unknown => (Array.isArray(list) ? list.map(item => (isFields(item) ? {...item, image: ''} : item)) : list)
  return {...rest, containers: strip(rest.containers), initContainers: strip(rest.initContainers)}
}

/** The fields of an existing object that must not change. */
export function immutableCauses(next: KubeObject, current: KubeObject): Cause[] {
  const spec = fieldsOf(next, 'spec')
  const before = fieldsOf(current, 'spec')
  switch (next.kind) {
    case 'Deployment':
    case 'ReplicaSet':
    case 'DaemonSet':
      return sameJson(spec.selector, before.selector) ? [] : [invalidValue('spec.selector', spec.selector, 'field is immutable')]
    case 'Pod':
      return [
        ...addedGates(spec, before),
        ...(sameJson(fixedPart(spec), fixedPart(before)) && sameJson(spec.nodeName, before.nodeName)
          ? []
          : [
              forbiddenField(
                'spec',
                'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
              ),
            ]),
      ]
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return sameJson(next.roleRef, current.roleRef) ? [] : [invalidValue('roleRef', roleRefInGo(next), 'cannot change roleRef')]
    case 'Secret':
    case 'ConfigMap':
      return immutableData(next, current)
    default:
      return []
  }
}

function addedGates(spec: Record<string, unknown>, before: Record<string, unknown>): Cause[] {
  const known = new Set(listOf(before, 'schedulingGates').map(({name}) => name))
  return listOf(spec, 'schedulingGates').flatMap(({name}, index) =>
    known.has(name)
      ? []
      : [
          forbiddenField(
            `spec.schedulingGates[${index}].name`,
            `only deletion is allowed, but found new scheduling gate '${String(name)}'`,
          ),
        ],
  )
}

function roleRefInGo({roleRef}: KubeObject): unknown {
  const {apiGroup, kind, name} = fieldsOf({roleRef}, 'roleRef')
  return {APIGroup: apiGroup, Kind: kind, Name: name}
}

function immutableData(next: KubeObject, current: KubeObject): Cause[] {
  const causes: Cause[] = []
  if (next.kind === 'Secret' && next.type !== current.type) causes.push(invalidValue('type', next.type, 'field is immutable'))
  if (current.immutable !== true) return causes
  if (next.immutable !== true) causes.push(forbiddenField('immutable', 'field is immutable when `immutable` is set'))
  for (const field of ['data', 'binaryData']) {
    if (!sameJson(next[field], current[field])) causes.push(forbiddenField(field, 'field is immutable when `immutable` is set'))
  }
  return causes
}
