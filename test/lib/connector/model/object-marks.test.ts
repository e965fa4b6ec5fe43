import {describe, expect, it} from '@jest/globals'
import type {KubeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {marksOf} from '../../../../src/lib/connector/model/object-marks.ts'

const role = {
  kind: 'ClusterRole',
  metadata: {name: 'c', resourceVersion: '7', generation: 1, labels: {app: 'a'}, annotations: {note: '1'}},
  rules: [{verbs: ['get']}],
}
const mark = (object: typeof role) => marksOf([object])['ClusterRole//c']

describe('the mark of an object', () => {
  it.each([
    ['a label', {...role, metadata: {...role.metadata, labels: {app: 'b'}}}],
    ['a rule', {...role, rules: [{verbs: ['get', 'list']}]}],
  ])('changes with %s', (_, edited) => {
    expect(mark(edited)).not.toBe(mark(role))
  })

  it('changes with the data of a ConfigMap, but not with the token that Kubernetes puts into a Secret', () => {
    const marks = (kind: string, data: object) => Object.values(marksOf([{kind, metadata: {name: 'n'}, data} as KubeObject]))
    expect(marks('ConfigMap', {a: '1'})).not.toEqual(marks('ConfigMap', {a: '2'}))
    expect(marks('Secret', {token: '1'})).toEqual(marks('Secret', {token: '2'}))
  })

  it('stays when only what the API server and controllers write has changed', () => {
    const {metadata} = role
    expect(mark({...role, metadata: {...metadata, resourceVersion: '8', generation: 2, annotations: {note: '2'}}})).toBe(mark(role))
  })

  it('stands under kind, namespace and name', () => {
    expect(Object.keys(marksOf([role, {kind: 'Deployment', metadata: {name: 'd', namespace: 'n'}}]))).toEqual([
      'ClusterRole//c',
      'Deployment/n/d',
    ])
  })
})
