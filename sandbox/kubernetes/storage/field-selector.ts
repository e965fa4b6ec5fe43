import {isFields, scalarText, type KubeObject} from '../object.ts'
import {badRequest} from '../status-error.ts'

// The fields that kube-apiserver supports in field selectors, in addition to metadata.name and metadata.namespace.
const selectable: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.podIPs',
    'status.nominatedNodeName',
  ],
  Event: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  Secret: ['type'],
  Namespace: ['status.phase'],
  Node: ['spec.unschedulable'],
  Job: ['status.successful'],
  ReplicaSet: ['status.replicas'],
  ReplicationController: ['status.replicas'],
  Service: ['spec.clusterIP', 'spec.type'],
}

function valueAt(object: KubeObject, path: string): string {
  if (path === 'source') return valueAt(object, 'source.component')
  let value: unknown = object
  for (const name of path.split('.')) value = isFields(value) ? value[name] : undefined
  if (path === 'spec.unschedulable' || path === 'spec.hostNetwork') return scalarText(value, 'false')
  return scalarText(value)
}

/** The `fieldSelector` of a query: `spec.nodeName=a,status.phase!=Failed`. Refuses fields that the kind does not support. */
export function parseFieldSelector(text: string, kind: string): (object: KubeObject) => boolean {
  const terms = text
    .split(',')
    .filter(term => term.trim() !== '')
    .map(term => {
      const found = /^([^=!]+)(==|=|!=)(.*)$/.exec(term)
      if (found === null) throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`)
      const [, path = '', operator, value = ''] = found
      if (path !== 'metadata.name' && path !== 'metadata.namespace' && !(selectable[kind] ?? []).includes(path)) {
        throw badRequest(`field label not supported: ${path}`)
      }
      return {path, negated: operator === '!=', value: value.replaceAll(/\\([\\,=])/g, '$1')}
    })
  return object => terms.every(({path, negated, value}) => (valueAt(object, path) === value) !== negated)
}
