import {describe, expect, it} from '@jest/globals'
import {nothingThere, secretRefs} from '../../../../src/lib/connector/install/existing.ts'
import {refuseTaken, refuseUnreadNames} from '../../../../src/lib/connector/install/refuse-taken.ts'
import type {Wanted} from '../../../../src/lib/connector/install/wanted.ts'
import {connectorLabels} from '../../../../src/lib/connector/model/labels.ts'
import type {KubeObject, ObjectRef} from '../../../../src/lib/kubernetes/objects.ts'
import {helmRelease, record, wanted} from './wanted.ts'

const {release, namespace} = record()
const rbac = 'rbac.authorization.k8s.io/v1'
/** Of what a chart renders. */
const account: ObjectRef = {apiVersion: 'v1', kind: 'ServiceAccount', name: release, namespace}
const ofChart: readonly ObjectRef[] = [
  account,
  {apiVersion: 'v1', kind: 'Secret', name: `${release}-kube-proxy`, namespace},
  // Of the name of vkctl's own, but in the namespace that the chart makes.
  {apiVersion: 'v1', kind: 'Secret', name: release, namespace: `vk-${release}`},
  {apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', name: release, namespace},
  {apiVersion: rbac, kind: 'ClusterRole', name: `aci-connector:${namespace}:${release}`},
]
const object = ({name, namespace: where, ...ref}: ObjectRef, metadata: Partial<KubeObject['metadata']> = {}): KubeObject => ({
  ...ref,
  metadata: {name, ...(where !== undefined && {namespace: where}), ...metadata},
})
const install = (objects: readonly KubeObject[], changes: Partial<Wanted> = {}) =>
  refuseTaken([{...wanted(), ...changes}], new Map([[release, {objects, unread: []}]]))
const helms = {annotations: {'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': namespace}}
const cases = [...secretRefs(release, namespace), ...ofChart].map(ref => [ref.kind, ref.name, ref] as const)

describe('an object that somebody else made', () => {
  it.each(cases)('is refused: %s %s', (kind, name, ref) => {
    expect(() => install([object(ref, {labels: {app: 'mine'}})])).toThrow(
      expect.objectContaining({
        exitCode: 4,
        message: expect.stringContaining(`${kind} `),
        hints: expect.arrayContaining([expect.objectContaining({words: expect.arrayContaining([name])})]),
      }),
    )
  })

  it.each(cases)('is not taken for one of another connector or release: %s %s', (_, __, ref) => {
    const others = {...helms.annotations, 'meta.helm.sh/release-namespace': 'other'}
    expect(() => install([object(ref, {annotations: others, labels: connectorLabels('vk-linux-westus2', 'record')})])).toThrow(
      /vkctl did not create/,
    )
  })
})

describe("an object of the connector's own", () => {
  it.each(cases)('is fine: %s %s', (kind, _, ref) => {
    expect(() =>
      install([object(ref, kind === 'Secret' && !ofChart.includes(ref) ? {labels: connectorLabels(release, 'record')} : helms)]),
    ).not.toThrow()
  })

  it('carries no annotations when Helm 2 made it, but labels, and its release is there', () => {
    const labels = {'app.kubernetes.io/managed-by': 'Tiller', 'app.kubernetes.io/instance': release}
    const objects = [object(account, {labels})]
    expect(() => install(objects, {existing: {...nothingThere, release: helmRelease(record())}})).not.toThrow()
    expect(() => install(objects)).toThrow(/vkctl did not create/)
  })
})

it('names that the user may not read end an install', () => {
  const unread = {kind: 'ClusterRole', name: 'r', status: 'Forbidden', reason: 'clusterroles "r" is forbidden'}
  expect(() => refuseUnreadNames(new Map([[release, {objects: [], unread: [unread]}]]))).toThrow(
    expect.objectContaining({exitCode: 8, message: expect.stringContaining('clusterroles "r"')}),
  )
  expect(() => refuseUnreadNames(new Map([[release, {objects: [], unread: []}]]))).not.toThrow()
})
