import {describe, expect, it} from '@jest/globals'
import {releaseChanges} from '../../../../../src/lib/connector/install/changes/release-changes.ts'
import type {ObjectDrift} from '../../../../../src/lib/checks/facts/drift.ts'
import type {KubeObject} from '../../../../../src/lib/kubernetes/objects.ts'
import {installed, wanted} from '../wanted.ts'

const deployment = (image: string): KubeObject & {readonly spec: unknown} => ({
  kind: 'Deployment',
  metadata: {name: 'd', namespace: 'virtual-kubelet'},
  spec: {template: {spec: {containers: [{image}]}}},
})
const drift = (kind: string, change: Partial<ObjectDrift>): ObjectDrift => ({
  kind,
  name: 'd',
  namespace: 'virtual-kubelet',
  missing: false,
  mustBeRecreated: false,
  differences: [],
  ...change,
})
const policy = {kind: 'NetworkPolicy', metadata: {name: 'd', namespace: 'virtual-kubelet'}}

describe('the changes of a release', () => {
  it('of a first install are the chart, the image, all values and all objects', () => {
    const one = wanted()
    expect(
      releaseChanges(one, {
        rendered: [deployment('i:1'), policy],
        live: [],
        drifts: [drift('Deployment', {missing: true}), drift('NetworkPolicy', {missing: true})],
        unread: [],
        last: undefined,
      }),
    ).toEqual([
      {action: 'create', target: 'chart', path: null, from: null, to: 'aci-connector-0.1.0'},
      {action: 'create', target: 'image', path: null, from: null, to: 'i:1'},
      {action: 'create', target: 'values', path: 'image.tag', from: null, to: '1.6.4'},
      {action: 'create', target: 'values', path: 'nodeName', from: null, to: 'n'},
      {action: 'create', target: 'Deployment virtual-kubelet/d', path: null, from: null, to: null},
      {action: 'create', target: 'NetworkPolicy virtual-kubelet/d', path: null, from: null, to: null},
    ])
  })

  it('of an upgrade are only what differs, and the objects that the chart no longer has', () => {
    const one = {...wanted(), existing: installed(wanted())}
    const last = {values: {...one.values, image: {tag: '1.6.3'}, logLevel: 'debug'}, objects: [deployment('i:0'), policy]}
    const differences = [{path: 'spec.replicas', expected: 1, found: 0, by: []}]
    expect(
      releaseChanges(one, {
        rendered: [deployment('i:1')],
        live: [deployment('i:0'), policy],
        drifts: [drift('Deployment', {differences})],
        unread: [],
        last,
      }),
    ).toEqual([
      {action: 'change', target: 'image', path: null, from: 'i:0', to: 'i:1'},
      {action: 'change', target: 'values', path: 'image.tag', from: '1.6.3', to: '1.6.4'},
      {action: 'delete', target: 'values', path: 'logLevel', from: 'debug', to: null},
      {action: 'change', target: 'Deployment virtual-kubelet/d', path: 'spec.replicas', from: 0, to: 1},
      {action: 'delete', target: 'NetworkPolicy virtual-kubelet/d', path: null, from: null, to: null},
    ])
  })

  it('say which object could not be compared, and which Kubernetes cannot change', () => {
    const one = {...wanted(), existing: installed(wanted())}
    const drifts = [drift('RoleBinding', {mustBeRecreated: true})]
    const unread = [{kind: 'Deployment', name: 'd', namespace: 'virtual-kubelet', status: 'Forbidden', reason: 'you may not update it'}]
    expect(releaseChanges(one, {rendered: [], live: [], drifts, unread, last: {values: one.values, objects: []}})).toMatchObject([
      {action: 'delete', target: 'RoleBinding virtual-kubelet/d'},
      {action: 'create', target: 'RoleBinding virtual-kubelet/d'},
      {action: 'unknown', target: 'Deployment virtual-kubelet/d', reason: 'you may not update it'},
    ])
  })

  it('hide the values of the upstream chart that may be secret', () => {
    const one = wanted()
    const values = {providers: {azure: {clientId: 'me', clientKey: 'new-secret'}}}
    const last = {values: {providers: {azure: {clientId: 'you', clientKey: 'old-secret'}}}, objects: []}
    const changes = releaseChanges(
      {...one, values, chart: {...one.chart, kind: 'upstream'}},
      {rendered: [], live: [], drifts: [], unread: [], last},
    )
    expect(changes).toContainEqual({action: 'change', target: 'values', path: 'providers.azure.clientKey', from: '***', to: '***'})
    expect(changes).toContainEqual({action: 'change', target: 'values', path: 'providers.azure.clientId', from: 'you', to: 'me'})
  })
})
