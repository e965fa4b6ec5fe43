import type {Release} from '../../../../../src/lib/helm/releases.ts'
import type {ContainerStatus} from '../../../../../src/lib/kubernetes/kinds/container-status.ts'
import type {Condition, PodObject} from '../../../../../src/lib/kubernetes/objects.ts'
import {pod, release} from '../../objects.ts'
import {well} from '../../well.ts'
import type {Cases} from '../case.ts'

const spec: PodObject['spec'] = {
  containers: [{name: 'connector', image: 'registry/virtual-kubelet:1'}],
  initContainers: [{name: 'init', image: 'registry/init:1'}],
}

type State = NonNullable<ContainerStatus['state']>
const inState = (state: State): PodObject => ({
  ...pod({status: {phase: 'Pending', containerStatuses: [{name: 'connector', ready: false, restartCount: 0, state}]}}),
  spec,
})

const inInit = (state: State, lastState: State = {}): PodObject => {
  const status = {phase: 'Pending', initContainerStatuses: [{name: 'init', ready: false, restartCount: 0, state, lastState}]}
  const one = pod({status})
  return {...one, metadata: {...one.metadata, creationTimestamp: '2026-11-23T11:00:00Z'}, spec}
}

const refused: Condition = {type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'denied request: [allowed-images] …'}

export const connectorPodCases: Cases = {
  'pod-ready': {
    fires: [
      {name: 'no Deployment', facts: {deployments: []}, message: /Deployment of the connector does not exist/},
      {name: 'no pod', facts: {pods: []}, message: /no pod/, remedy: `kubectl describe deployment ${release} --namespace vk`},
      {
        name: 'pods that a policy refuses',
        facts: {pods: [], deployments: well.deployments.map(one => ({...one, status: {...one.status, conditions: [refused]}}))},
        message: /has no pod\. Kubernetes refuses its pod: denied request: \[allowed-images\]/,
        remedy: /policy, webhook or quota.* the namespace vk\.$/,
      },
      {
        name: 'a pod that waits',
        facts: {pods: [pod({ready: false})]},
        message: /connector-1 is not ready: its readiness probe/,
        remedy: 'kubectl logs connector-1 --namespace vk',
      },
      {
        name: 'a pod without an image, which has no log',
        facts: {
          pods: [
            pod({
              ready: false,
              status: {containerStatuses: [{name: 'c', ready: false, restartCount: 0, state: {waiting: {reason: 'ErrImagePull'}}}]},
            }),
          ],
        },
        message: /connector-1 is not ready: ErrImagePull/,
        remedy: 'kubectl describe pod connector-1 --namespace vk',
      },
      {
        name: 'a pod that restarted',
        facts: {pods: [pod({restarts: 2})]},
        verdict: 'warning',
        message: /was restarted 2 times\.$/,
        remedy: 'kubectl logs connector-1 --namespace vk --previous',
      },
      {
        name: 'a pod that restarted long after its role took effect',
        facts: {
          pods: [pod({restarts: 1, startedAt: '2026-11-23T11:30:00Z'})],
          roles: {inGroup: {is: 'assigned', since: '2026-11-23T11:00:00.000Z'}, onSubnet: {is: 'unknown'}},
        },
        verdict: 'warning',
        message: /was restarted once/,
      },
      {name: 'a pod that restarted once', facts: {pods: [pod({restarts: 1})]}, verdict: 'warning', message: /was restarted once\.$/},
    ],
    quiet: [
      {
        name: 'a pod that restarted before its role took effect',
        facts: {
          pods: [pod({restarts: 2, startedAt: '2026-11-23T11:05:00Z'})],
          roles: {inGroup: {is: 'assigned', since: '2026-11-23T11:00:00.000Z'}, onSubnet: {is: 'unknown'}},
        },
        message: /restarted before its role took effect$/,
      },
      {name: 'a ready pod', message: /connector-1 is ready/},
      {
        name: 'a ready pod beside one that ends',
        facts: {pods: [pod({name: 'old', deleting: true}), pod()]},
        message: /connector-1 is ready/,
      },
    ],
  },
  'image-pulled': {
    fires: [
      ...['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName'].map(reason => ({
        name: reason,
        facts: {pods: [inState({waiting: {reason, message: 'manifest unknown.'}})]},
        message: new RegExp(
          `image registry/virtual-kubelet:1 of the pod connector-1 cannot be pulled \\(${reason}: manifest unknown\\)\\.$`,
        ),
      })),
      {
        name: 'the image of the init container, and nothing is said of why',
        facts: {pods: [pod(), inInit({waiting: {reason: 'ErrImagePull'}})]},
        message: /image registry\/init:1 of the pod .* cannot be pulled \(ErrImagePull\)/,
      },
    ],
    quiet: [
      {
        name: 'a pod that waits for something else',
        facts: {pods: [inState({waiting: {reason: 'CrashLoopBackOff'}})]},
        message: /No pod waits/,
      },
      {
        name: 'one that is being deleted',
        facts: {pods: [{...inState({waiting: {reason: 'ErrImagePull'}}), metadata: pod({deleting: true}).metadata}]},
        message: /No pod waits/,
      },
    ],
  },
  'init-done': {
    fires: [
      {
        name: 'it runs for long',
        facts: {pods: [inInit({running: {startedAt: '2026-11-23T11:57:59Z'}})]},
        message: /container init of the pod connector-1 has been running for 2 min/,
        remedy: 'kubectl logs connector-1 --container init --namespace vk',
      },
      {
        name: 'it waits for long',
        facts: {pods: [inInit({waiting: {reason: 'PodInitializing'}})]},
        message: /has been waiting for 60 min \(PodInitializing\)/,
      },
      {name: 'it failed', facts: {pods: [inInit({terminated: {exitCode: 1}})]}, message: /failed with exit code 1/},
      {
        name: 'it failed and waits to be started again',
        facts: {pods: [inInit({waiting: {reason: 'CrashLoopBackOff'}}, {terminated: {exitCode: 2}})]},
        message: /failed with exit code 2/,
      },
    ],
    quiet: [
      {name: 'it has run for two minutes', facts: {pods: [inInit({running: {startedAt: '2026-11-23T11:58:00Z'}})]}, message: /No init/},
      {name: 'it is done', facts: {pods: [inInit({terminated: {exitCode: 0}})]}, message: /No init/},
      {name: 'it has no image, which image-pulled tells', facts: {pods: [inInit({waiting: {reason: 'ErrImagePull'}})]}, message: /No init/},
      {name: 'there is none', message: /No init/},
    ],
  },
  'references-exist': {
    fires: [
      {
        name: 'a Secret that somebody deleted',
        facts: {missingReferences: ['Secret vk/a', 'ServiceAccount vk/b']},
        message: /needs objects that do not exist: Secret vk\/a, ServiceAccount vk\/b\./,
        remedy: /vkctl install-connector/,
      },
      {
        name: 'a connector that vkctl did not install',
        facts: {missingReferences: ['Secret vk/a'], helm: {...(well.helm as Release), chartName: 'virtual-kubelet-azure-aci'}},
        message: /Secret vk\/a/,
        remedy: /helm rollback virtual-kubelet-linux-eastus --namespace vk$/,
      },
    ],
    quiet: [
      {name: 'all are there', message: /All of them exist/},
      {name: 'no Deployment', facts: {deployments: []}, verdict: 'skipped', message: /no Deployment/},
    ],
  },
}
