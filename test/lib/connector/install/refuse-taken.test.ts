import {describe, expect, it} from '@jest/globals'
import {nothingThere} from '../../../../src/lib/connector/install/existing.ts'
import {refuseTaken, refuseUnreadNames} from '../../../../src/lib/connector/install/refuse-taken.ts'
import type {Wanted} from '../../../../src/lib/connector/install/wanted.ts'
import {chartObjectRefs, secretRefs} from '../../../../src/lib/connector/install/charts/chart-objects.ts'
import {connectorLabels} from '../../../../src/lib/connector/model/labels.ts'
import type {KubeObject, ObjectRef} from '../../../../src/lib/kubernetes/objects.ts'
import {helmRelease, record, wanted} from './wanted.ts'

const {release, namespace} = record()
const object = ({name, namespace: where, ...ref}: ObjectRef, metadata: Partial<KubeObject['metadata']> = {}): KubeObject => ({
  ...ref,
  metadata: {name, ...(where !== undefined && {namespace: where}), ...metadata},
})
const install = (named: readonly KubeObject[], changes: Partial<Wanted> = {}) =>
  refuseTaken([{...wanted(), ...changes, existing: {...nothingThere, ...changes.existing, named}}])
const helms = {annotations: {'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': namespace}}
const cases = [...secretRefs(release, namespace), ...chartObjectRefs(release, namespace)].map(ref => [ref.kind, ref.name, ref] as const)

describe('an object that somebody else made', () => {
  it.each(cases)('is refused: %s %s', (kind, name, ref) => {
    expect(() => install([object(ref, {labels: {app: 'mine'}})])).toThrow(
      expect.objectContaining({
        exitCode: 4,
        message: expect.stringContaining(`${kind} `),
        hints: expect.arrayContaining([expect.stringContaining(name)]),
      }),
    )
  })

  it.each(cases)('is not taken for one of another connector or release: %s %s', (_, __, ref) => {
    const others = {...helms.annotations, 'meta.helm.sh/release-namespace': 'other'}
    expect(() => install([object(ref, {annotations: others, labels: connectorLabels('vk-linux-westus2', 'record')})])).toThrow(
      /vkctl did not create/,
    )
  })

  it('is no matter where the chart makes none', () => {
    const [account, , role] = chartObjectRefs(release, namespace).map(ref => object(ref))
    const values = {serviceAccount: {create: false, name: release}, rbac: {create: false}}
    expect(() =>
      install(
        [account, role].filter(one => one !== undefined),
        {values},
      ),
    ).not.toThrow()
    const upstream = {...wanted().chart, kind: 'upstream', name: 'virtual-kubelet-azure-aci'} as const
    expect(() =>
      install(
        [account].filter(one => one !== undefined),
        {chart: upstream},
      ),
    ).not.toThrow()
  })
})

describe("an object of the connector's own", () => {
  it.each(cases)('is fine: %s %s', (kind, _, ref) => {
    expect(() => install([object(ref, kind === 'Secret' ? {labels: connectorLabels(release, 'record')} : helms)])).not.toThrow()
  })

  it('carries no annotations when Helm 2 made it, but labels, and its release is there', () => {
    const [account] = chartObjectRefs(release, namespace)
    const labels = {'app.kubernetes.io/managed-by': 'Tiller', 'app.kubernetes.io/instance': release}
    const objects = account === undefined ? [] : [object(account, {labels})]
    expect(() => install(objects, {existing: {...nothingThere, release: helmRelease(record())}})).not.toThrow()
    expect(() => install(objects)).toThrow(/vkctl did not create/)
  })
})

it('names that the user may not read end an install of the chart that makes such objects', () => {
  const unread = {kind: 'ClusterRole', name: 'r', status: 'Forbidden', reason: 'clusterroles "r" is forbidden'}
  const one = {...wanted(), existing: {...nothingThere, namesUnread: [unread]}}
  expect(() => refuseUnreadNames([one])).toThrow(
    expect.objectContaining({exitCode: 8, message: expect.stringContaining('clusterroles "r"')}),
  )
  expect(() => refuseUnreadNames([{...one, chart: {...one.chart, kind: 'upstream'}}, wanted()])).not.toThrow()
})
