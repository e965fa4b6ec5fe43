import type {ObjectDrift} from '../../../checks/facts/drift.ts'
import type {Values} from '../../../helm/helm.ts'
import {mayBeSecret} from '../../../helm/secret-values.ts'
import {kubeObjectInWords, objectInWords} from '../../../kubernetes/kinds/object-in-words.ts'
import {isNamed} from '../../../kubernetes/kinds/is-named.ts'
import {ofKind, refOf, type KubeObject} from '../../../kubernetes/objects.ts'
import type {Unread} from '../../../kubernetes/unread.ts'
import {imageOf} from '../../model/deployment-arguments.ts'
import {chartOf, type Wanted} from '../wanted.ts'
import {fieldChange, whole, type Change} from './change.ts'
import {differentFields} from './fields.ts'

/** What is known of a release before Helm installs or upgrades it. */
export interface ReleaseFacts {
  /** What the chart renders. */
  readonly rendered: readonly KubeObject[]
  /** The objects of these names in the cluster. */
  readonly live: readonly KubeObject[]
  /** How they differ from what the chart renders. */
  readonly drifts: readonly ObjectDrift[]
  /** The objects that could not be compared. */
  readonly unread: readonly Unread[]
  /** The values and the objects of the last revision; undefined if the release does not exist. */
  readonly last: {readonly values: Values; readonly objects: readonly KubeObject[]} | undefined
}

/** What Helm would change: the chart, the image, the values, and the objects of the chart. */
export function releaseChanges(
  {chart, values, existing: {release}}: Pick<Wanted, 'chart' | 'values' | 'existing'>,
  {rendered, live, drifts, unread, last}: ReleaseFacts,
): readonly Change[] {
  const chartBefore = release === undefined ? undefined : `${release.chartName}-${release.chartVersion}`
  const changeOf = (target: string, from: unknown, to: unknown): readonly Change[] =>
    from === to ? [] : [fieldChange(target, {path: null, from, to})]
  const image = (objects: readonly KubeObject[]): string | undefined => imageOf(ofKind(objects, 'Deployment')[0])
  return [
    ...changeOf('chart', chartBefore, chartOf({chart})),
    ...changeOf('image', image(live), image(rendered)),
    ...differentFields(last?.values, values).map(({path, from, to}) =>
      // The chart of vkctl has no secret values.
      fieldChange('values', chart.kind === 'upstream' && mayBeSecret(path) ? {path, from: masked(from), to: masked(to)} : {path, from, to}),
    ),
    ...drifts.flatMap(driftChanges),
    ...unread.map(({kind, name = '', namespace, reason}): Change => ({
      ...whole('unknown', objectInWords({kind, name, namespace})),
      reason,
    })),
    ...(last?.objects ?? [])
      .filter(object => !rendered.some(other => isNamed(other, refOf(object))))
      .map(object => whole('delete', kubeObjectInWords(object))),
  ]
}

export function driftChanges({kind, name, namespace, missing, mustBeRecreated, differences}: ObjectDrift): readonly Change[] {
  const target = objectInWords({kind, name, namespace})
  if (missing) return [whole('create', target)]
  return [
    ...(mustBeRecreated ? [whole('delete', target), whole('create', target)] : []),
    ...differences.map(({path, expected, found}) => fieldChange(target, {path, from: found, to: expected})),
  ]
}

function masked(value: unknown): unknown {
  return value === undefined ? undefined : '***'
}
