import {describe, expect, it} from '@jest/globals'
import {trialPod} from '../../../../../src/lib/connector/install/trial/trial-pod.ts'
import type {DeploymentObject} from '../../../../../src/lib/kubernetes/objects.ts'
import {deployment} from '../../../checks/objects.ts'

const container = {
  name: 'virtual-kubelet',
  image: 'registry/new:2',
  args: ['--nodename=n'],
  env: [{name: 'A', value: 'b'}],
  securityContext: {readOnlyRootFilesystem: true},
  resources: {requests: {cpu: '100m'}, limits: {memory: '1Gi'}},
  volumeMounts: [{name: 'secret', mountPath: '/x'}],
}
const spec = {
  nodeSelector: {'kubernetes.io/os': 'linux'},
  tolerations: [{key: 'CriticalAddonsOnly', operator: 'Exists'}],
  priorityClassName: 'system-node-critical',
  serviceAccountName: 'own',
  imagePullSecrets: [{name: 'pull'}],
  volumes: [{name: 'secret', secret: {secretName: 's'}}],
  containers: [container],
}
const wanted: DeploymentObject = {...deployment(), spec: {template: {spec}}}
const live: DeploymentObject = {...deployment(), metadata: {name: 'd', namespace: 'vk', uid: 'u'}}

describe('the pod that tests an image', () => {
  const pod = trialPod(wanted, live) as unknown as {
    readonly metadata: object
    readonly spec: typeof spec & {readonly restartPolicy: string}
  }

  it('runs the new image where the connector would run, and as it', () => {
    expect(pod.spec).toMatchObject({
      nodeSelector: spec.nodeSelector,
      tolerations: spec.tolerations,
      serviceAccountName: 'own',
      imagePullSecrets: spec.imagePullSecrets,
      containers: [{image: 'registry/new:2', securityContext: container.securityContext, resources: {limits: {memory: '1Gi'}}}],
    })
  })

  it('is not a connector, takes the place of no other pod, and goes with its Deployment', () => {
    expect(pod.spec).toMatchObject({
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      containers: [{command: ['virtual-kubelet', '--help']}],
    })
    expect(JSON.stringify(pod)).not.toMatch(/nodename|priorityClassName|volume|100m|"env"/)
    expect(pod.metadata).toMatchObject({name: 'd-image', namespace: 'vk', ownerReferences: [{kind: 'Deployment', name: 'd', uid: 'u'}]})
  })

  it('is none without a container', () => {
    expect(trialPod({...deployment(), spec: {}}, live)).toBeUndefined()
  })
})
