import {kubeObjectInWords, objectInWords} from '../../../kubernetes/kinds/object-in-words.ts'
import type {KubeObject} from '../../../kubernetes/objects.ts'
import {oldRecordName, recordObject, type Given, type Place} from '../../model/record/record.ts'
import {fieldPath} from '../../drift/fields.ts'
import type {Step} from '../steps/steps.ts'
import {credentialsObject, type Wanted} from '../wanted.ts'
import {driftChanges} from './release-changes.ts'
import {fieldChange, whole, type Change} from './change.ts'
import {differentFields, differentLabels} from './fields.ts'
import {secretChanges} from './secret-changes.ts'

/** What the changes of a step follow from, besides the step. */
export interface ChangeFacts {
  readonly wanted: readonly Wanted[]
  readonly namespace: KubeObject | undefined
  /** What Helm changes, by release. */
  readonly ofReleases: ReadonlyMap<string, readonly Change[]>
}

type ChangesOf<S> = (step: S, facts: ChangeFacts) => readonly Change[]

const none = (): readonly Change[] => []

const kinds: {readonly [Kind in Step['do']]: ChangesOf<Extract<Step, {do: Kind}>>} = {
  'create-namespace': ({namespace}) => [whole('create', kubeObjectInWords(namespace))],
  'open-records': ({records}) =>
    records.map(({record, version}) => whole(version === undefined ? 'create' : 'change', kubeObjectInWords(recordObject(record)))),
  'assign-role': ({role, principalId, scope}) => [
    whole('create', 'role assignment'),
    ...differentFields(undefined, {role: role.name, principalId, scope}).map(field => fieldChange('role assignment', field)),
  ],
  'prove-principal': none,
  apply: ({objects}, {wanted, namespace}) =>
    objects.flatMap(object => {
      const one = wanted.find(({record}) => record.release === object.metadata.name)
      if (object.kind !== 'Namespace' && one !== undefined)
        return secretChanges(one.existing.secret, credentialsObject(one), one.credentials)
      return differentLabels(namespace, object).map(field => fieldChange(kubeObjectInWords(object), field))
    }),
  mend: ({release, status}) => [{action: 'change', target: `release ${release}`, path: 'status', from: status, to: 'deployed'}],
  upgrade: ({release}, {ofReleases}) => ofReleases.get(release) ?? [],
  'try-image': none,
  'roll-back': none,
  restore: ({drifts}) => drifts.flatMap(driftChanges),
  restart: none,
  'mend-node': ({nodeName, labels, taints}, {wanted}) => [
    ...labels.map(label => {
      const [name = '', value = ''] = label.split('=')
      const {node} = wanted.find(({record}) => record.nodeName === nodeName)?.existing ?? {}
      const from = node?.metadata.labels?.[name]
      return fieldChange(`Node ${nodeName}`, {path: fieldPath('metadata.labels', name), from, to: value})
    }),
    ...taints.map(taint => {
      const change = taint.endsWith('-')
        ? {path: 'spec.taints', from: taint.slice(0, -1), to: null}
        : {path: 'spec.taints', from: null, to: taint}
      return fieldChange(`Node ${nodeName}`, change)
    }),
  ],
  uncordon: ({nodeName}) => [{action: 'change', target: `Node ${nodeName}`, path: 'spec.unschedulable', from: true, to: false}],
  record: none,
  remember: ({release, given}, {wanted}) => {
    const before = wanted.find(({record}) => record.release === release)?.existing.record?.given ?? {}
    return differentFields(shownOptions(before), shownOptions(given)).map(field => fieldChange('options', field))
  },
  'delete-old-record': ({release, namespace}) => [
    whole('delete', objectInWords({kind: 'ConfigMap', name: oldRecordName(release), namespace})),
  ],
  'stop-adopted': ({namespace, name, replicas}) =>
    differentFields({replicas}, {replicas: 0}, 'spec').map(field =>
      fieldChange(objectInWords({kind: 'Deployment', namespace, name}), field),
    ),
  'remove-adopted': ({release, deployment: {namespace, name}}) => [
    whole('delete', release === undefined ? objectInWords({kind: 'Deployment', namespace, name}) : `release ${release.name}`),
  ],
  'leave-place': ({from, to}) => differentFields(shownPlace(from), shownPlace(to)).map(field => fieldChange('place', field)),
}

/** What a step changes, as far as it is known before the step is taken. */
export function changesOf(step: Step, facts: ChangeFacts): readonly Change[] {
  // TypeScript cannot see that the kind fits the step.
  return (kinds[step.do] as ChangesOf<Step>)(step, facts)
}

/** Of values for the chart only the names: the values themselves are among the changes of the release. */
function shownOptions({values, ...given}: Given): object {
  return {...given, ...(values !== undefined && {values: Object.keys(values)})}
}

function shownPlace({subscriptionId, aciResourceGroup, subnetId, identity}: Place): object {
  return {subscriptionId, aciResourceGroup, ...(subnetId !== undefined && {subnetId}), identity}
}
