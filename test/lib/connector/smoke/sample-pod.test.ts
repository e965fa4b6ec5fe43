import {fileURLToPath} from 'node:url'
import {describe, expect, it} from '@jest/globals'
import {samplePod} from '../../../../src/lib/connector/smoke/sample-pod.ts'
import {smokePod} from '../../../../src/lib/connector/smoke/smoke-pod.ts'
import type {NodeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {target} from './state.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const anyTaint = {key: 'virtual-kubelet.io/provider', operator: 'Equal', value: 'azure', effect: 'NoSchedule'}
const node: NodeObject = {
  metadata: {name: 'n'},
  spec: {
    taints: [
      {key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule'},
      {key: 'node.kubernetes.io/unreachable', effect: 'NoExecute'},
      {key: 'team', value: 'a', effect: 'NoSchedule'},
    ],
  },
}

describe('a sample pod', () => {
  it('is the sample of its OS, bare, on its node alone', async () => {
    const pod = await samplePod(root, 'run', smokePod({...target, osType: 'Windows'}, 'default', 'p', 0), undefined)
    expect(pod).toMatchObject({
      kind: 'Pod',
      metadata: {name: 'p', namespace: 'default', labels: {'app.kubernetes.io/instance': 'run', 'app.kubernetes.io/managed-by': 'vkctl'}},
      spec: {os: {name: 'windows'}, terminationGracePeriodSeconds: 1, tolerations: [anyTaint]},
    })
    expect((pod as {spec?: {nodeSelector?: unknown}}).spec?.nodeSelector).toEqual({'kubernetes.io/hostname': 'n'})
  })

  it('tolerates what somebody keeps other pods off the node with, and no trouble of the node', async () => {
    expect(await samplePod(root, 'run', smokePod(target, 'default', 'p', 0), node)).toMatchObject({
      spec: {tolerations: [anyTaint, {key: 'team', operator: 'Exists', effect: 'NoSchedule'}]},
    })
  })
})
