import {describe, expect, it} from '@jest/globals'
import {limitingPolicy} from '../../../../src/lib/checks/facts/port-policies.ts'
import type {NetworkPolicyObject} from '../../../../src/lib/kubernetes/kinds/network-policy.ts'
import type {DeploymentObject} from '../../../../src/lib/kubernetes/objects.ts'

type Spec = NonNullable<NetworkPolicyObject['spec']>

const policy = (spec: Spec, name = 'mine'): NetworkPolicyObject => ({kind: 'NetworkPolicy', metadata: {name}, spec})
const ofPods = (labels: Readonly<Record<string, string>>): DeploymentObject => ({
  metadata: {name: 'd'},
  spec: {template: {metadata: {labels}}},
})
const limiting = (...policies: readonly NetworkPolicyObject[]): string | undefined =>
  limitingPolicy(policies, ofPods({app: 'vk', tier: 'a'}))
const apiServer = {namespaceSelector: {matchLabels: {'kubernetes.io/metadata.name': 'kube-system'}}}

describe('a NetworkPolicy keeps callers from the port', () => {
  it.each<readonly [string, Spec]>([
    ['with nobody let in', {podSelector: {}}],
    ['with the API server let in', {podSelector: {}, policyTypes: ['Ingress'], ingress: [{from: [apiServer], ports: [{port: 10250}]}]}],
    ['by the label of the pods', {podSelector: {matchLabels: {app: 'vk'}}, ingress: [{from: [apiServer]}]}],
    [
      'by requirements of labels',
      {
        podSelector: {
          matchExpressions: [
            {key: 'tier', operator: 'In', values: ['a']},
            {key: 'gone', operator: 'DoesNotExist'},
          ],
        },
      },
    ],
    [
      'with other ports open to everybody',
      {podSelector: {}, ingress: [{ports: [{port: 80}, {port: 10000, endPort: 10249}, {protocol: 'UDP', port: 10250}]}]},
    ],
    ['with the pods of its namespace let in', {podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}],
    ['with a network let in', {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: '10.0.0.0/8'}}]}]}],
  ])('%s', (_, spec) => {
    expect(limiting(policy(spec))).toBe('mine')
  })
})

describe('no NetworkPolicy keeps callers from the port', () => {
  it.each<readonly [string, Spec]>([
    ['of other pods', {podSelector: {matchLabels: {app: 'web'}}}],
    ['of what the pods send', {podSelector: {}, policyTypes: ['Egress']}],
    ['that lets everybody in', {podSelector: {}, ingress: [{}]}],
    ['that lets everybody in at this port', {podSelector: {}, ingress: [{ports: [{port: 10250}]}]}],
    ['that lets everybody in at ports around it', {podSelector: {}, ingress: [{ports: [{port: 10000, endPort: 11000}]}]}],
    ['that lets everybody in at a port with a name', {podSelector: {}, ingress: [{ports: [{port: 'kubelet'}]}]}],
    ['that lets all pods in', {podSelector: {}, ingress: [{from: [apiServer, {namespaceSelector: {}}]}]}],
    ['that lets all addresses in', {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: '0.0.0.0/0'}}]}]}],
  ])('%s', (_, spec) => {
    expect(limiting(policy(spec))).toBeUndefined()
  })

  it('when there is none, or another one lets everybody in', () => {
    expect(limiting()).toBeUndefined()
    expect(limiting(policy({podSelector: {}}), policy({podSelector: {}, ingress: [{}]}, 'open'))).toBeUndefined()
  })
})
