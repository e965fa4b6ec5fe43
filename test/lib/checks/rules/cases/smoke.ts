import type {SmokeNode} from '../../../../../src/lib/checks/facts/smoke.ts'
import {nodeName} from '../../objects.ts'
import type {Cases} from '../case.ts'

const passed: SmokeNode = {
  nodeName,
  osType: 'Linux',
  connectorName: 'virtual-kubelet',
  pods: 2,
  phases: [{phase: 'scheduled', p50Ms: 100, maxMs: 200}],
  podTimes: [],
  publicIp: null,
  failed: [],
  timedOut: false,
  left: [],
}

const failed = [{pod: 'vkctl-smoke-1', phase: 'created', reason: 'AuthorizationFailed: no'}] as const

export const smokeCases: Cases = {
  'smoke-passed': {
    fires: [
      {
        name: 'a pod that Azure refuses',
        facts: {smoke: {...passed, failed}},
        message: /^1 of 2 sample pods on \S+ failed\. vkctl-smoke-1 did not reach the phase 'created': AuthorizationFailed: no\.$/,
      },
      {
        name: 'a pod that a policy refuses',
        facts: {smoke: {...passed, failed: [{...failed[0], reason: 'RequestDisallowedByPolicy: no'}]}},
        message: /'created': RequestDisallowedByPolicy: no\.$/,
        remedy: /^Ask whoever manages Azure Policy .*\naz policy exemption create /,
      },
      {
        name: 'a reason that ends in a full stop',
        facts: {smoke: {...passed, failed: [{...failed[0], reason: 'No.'}]}},
        message: /'created': No\.$/,
      },
      {
        name: 'a pod that Kubernetes refuses',
        facts: {smoke: {...passed, failed: [{...failed[0], phase: 'scheduled', refused: true}]}},
        message: /'scheduled': /,
        remedy: /:\nvkctl validate --smoke --smoke-namespace NAMESPACE /,
      },
      {
        name: 'something that stays',
        facts: {smoke: {...passed, left: ['container group g/default-vkctl-smoke-1']}},
        message: /are left: container group g\/default-vkctl-smoke-1\.$/,
      },
    ],
    quiet: [
      {name: 'pods that came through', facts: {smoke: passed}, message: /^2 sample pods ran on \S+ and left nothing behind$/},
      {name: 'one pod, at a public address', facts: {smoke: {...passed, pods: 1, publicIp: '20.1.1.1'}}, message: /^1 sample pod ran/},
      {name: 'no pods', verdict: 'skipped', message: /No sample pod ran/},
    ],
  },
}
