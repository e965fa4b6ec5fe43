import type {Release} from '../../../../../src/lib/helm/releases.ts'
import type {ConnectorValues, CredentialsLook} from '../../../../../src/lib/checks/facts/connector-values.ts'
import type {Condition, ContainerStatus, DeploymentObject, PodObject} from '../../../../../src/lib/kubernetes/objects.ts'
import {deployment, now, pod, release} from '../../objects.ts'
import {well} from '../../well.ts'
import type {Cases} from '../case.ts'

const helm = (changes: Partial<Release>): Release => ({...(well.helm as Release), ...changes})
const names = {hasReceipt: false, sameName: undefined, elsewhere: [], nodeExists: false}

const ownedBy = (name: string): ConnectorValues['ownNamespace'] => ({
  metadata: {name: 'vk', annotations: {'meta.helm.sh/release-name': name}},
})
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
const unscheduled = (message: string): Condition => ({type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message})
const startedWith = (args: readonly string[], env: readonly {readonly name: string; readonly value?: string}[] = []): DeploymentObject => ({
  ...deployment(),
  spec: {template: {spec: {containers: [{args, env}]}}},
})
const credentials = (changes: Partial<CredentialsLook>): CredentialsLook => ({...(well.credentials as CredentialsLook), ...changes})
const ca = (name: string): string => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----`

export const connectorCases: Cases = {
  'installer-rights': {
    fires: [
      {
        name: 'cluster roles may not be made',
        facts: {
          installerReviews: [
            {verb: 'create', resource: 'secrets', namespace: 'vk', allowed: true},
            {verb: 'create', resource: 'clusterroles.rbac.authorization.k8s.io', namespace: undefined, allowed: false},
            {verb: 'create', resource: 'roles.rbac.authorization.k8s.io', namespace: 'kube-node-lease', allowed: false},
          ],
        },
        message:
          /^You lack permission to create clusterroles\.rbac\.authorization\.k8s\.io, create roles\.rbac\.authorization\.k8s\.io in kube-node-lease\.$/,
        remedy: /--admin/,
      },
    ],
    quiet: [
      {name: 'all is granted', facts: {}, message: /All permissions are granted/},
      {name: 'nothing new is made', facts: {installerReviews: []}, verdict: 'skipped', message: /Nothing new/},
    ],
  },
  'name-free': {
    fires: [
      {
        name: "somebody else's release has the name",
        facts: {names: {...names, sameName: helm({chartName: 'nginx', chartVersion: '1.2.3'})}},
        message: /is from another chart \(nginx 1\.2\.3\)/,
        remedy: /--connector-name/,
      },
      {
        name: 'it is in another namespace',
        facts: {names: {...names, elsewhere: [helm({namespace: 'other'})]}},
        message: /in the namespace other/,
        remedy: /--namespace other/,
      },
      {
        name: 'it is in another namespace although vkctl installed one here',
        facts: {names: {...names, hasReceipt: true, elsewhere: [helm({namespace: 'other'})]}},
        message: /Both connectors would register/,
      },
      {
        name: 'a node of unknown origin has the name',
        facts: {names: {...names, nodeExists: true}},
        message: /no connector that registers it/,
        remedy: /kubectl delete node/,
      },
    ],
    quiet: [
      {name: 'nothing is there', facts: {names}, message: /free or belongs to vkctl/},
      {
        name: 'vkctl installed it, with whatever chart',
        facts: {names: {...names, hasReceipt: true, sameName: helm({chartName: 'virtual-kubelet-azure-aci'}), nodeExists: true}},
        message: /free or belongs to vkctl/,
      },
      {name: 'vkctl was interrupted before Helm', facts: {names: {...names, hasReceipt: true}}, message: /free or belongs to vkctl/},
      {
        name: 'its receipt was lost, but the chart is ours',
        facts: {names: {...names, sameName: helm({}), nodeExists: true}},
        message: /free or belongs to vkctl/,
      },
    ],
  },
  'release-deployed': {
    fires: [
      {name: 'no release', facts: {helm: undefined}, message: /no Helm release/},
      {name: 'a failed one', facts: {helm: helm({status: 'failed', revision: 3})}, message: /Revision 3 of the release .* is failed/},
      {name: 'a stuck one', facts: {helm: helm({status: 'pending-upgrade'})}, message: /pending-upgrade/},
    ],
    quiet: [{name: 'a deployed one', message: /Revision 2 is deployed/}],
  },
  'pod-ready': {
    fires: [
      {name: 'no Deployment', facts: {deployments: []}, message: /Deployment of the connector does not exist/},
      {name: 'no pod', facts: {pods: []}, message: /no pod/, remedy: `kubectl describe deployment ${release} --namespace vk`},
      {
        name: 'a pod that waits',
        facts: {pods: [pod({ready: false})]},
        message: /connector-1 is not ready: its readiness probe/,
        remedy: 'kubectl logs connector-1 --namespace vk',
      },
      {
        name: 'a pod that restarted',
        facts: {pods: [pod({restarts: 2})]},
        verdict: 'warning',
        message: /was restarted 2 times\.$/,
        remedy: 'kubectl logs connector-1 --namespace vk --previous',
      },
      {name: 'a pod that restarted once', facts: {pods: [pod({restarts: 1})]}, verdict: 'warning', message: /was restarted once\.$/},
    ],
    quiet: [
      {name: 'a ready pod', message: /connector-1 is ready/},
      {
        name: 'a ready pod beside one that ends',
        facts: {pods: [pod({name: 'old', deleting: true}), pod()]},
        message: /connector-1 is ready/,
      },
    ],
  },
  'node-name-unique': {
    fires: [{name: 'a rival', facts: {rivals: ['other/copy']}, message: /Another connector registers .*: other\/copy\./}],
    quiet: [{name: 'no rival', message: /No other connector registers/}],
  },
  'namespace-apart': {
    fires: [
      {
        name: "another connector's release owns it",
        facts: {ownNamespace: ownedBy('vk-windows')},
        verdict: 'warning',
        message: /belongs to the Helm release vk-windows\. .* with this connector/,
        remedy: /another --namespace/,
      },
      {
        name: 'its own release of the upstream chart owns it',
        facts: {ownNamespace: ownedBy(release), helm: helm({chartName: 'virtual-kubelet-azure-aci'})},
        verdict: 'warning',
        message: /\(chart virtual-kubelet-azure-aci\).* with everything in it/,
      },
    ],
    quiet: [
      {name: 'nobody owns it', message: /The namespace vk belongs to no release$/},
      {name: 'it was deleted', facts: {ownNamespace: undefined}, verdict: 'skipped', message: /no namespace vk/},
      {name: 'only a node is left', subject: {namespace: ''}, facts: {ownNamespace: undefined}, verdict: 'skipped', message: /no release/},
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
  'pod-scheduled': {
    fires: [
      {
        name: 'no node has room',
        facts: {pods: [pod({status: {phase: 'Pending', conditions: [unscheduled('0/3 nodes are available: 3 Insufficient cpu.')]}})]},
        message: /for the pod connector-1: 0\/3 nodes are available/,
        remedy: 'kubectl describe pod connector-1 --namespace vk',
      },
    ],
    quiet: [
      {
        name: 'a scheduled pod',
        facts: {pods: [pod({status: {conditions: [{type: 'PodScheduled', status: 'True'}]}})]},
        message: /No pod waits/,
      },
      {name: 'a pod that the scheduler has not seen yet', facts: {pods: [pod({status: {phase: 'Pending'}})]}, message: /No pod waits/},
      {name: 'no pod', facts: {pods: []}, message: /no pod/},
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
  'single-pod': {
    fires: [
      {
        name: 'two pods, ready or not',
        facts: {pods: [pod(), pod({name: 'connector-2', ready: false})]},
        message: /^2 pods run the connector .*: connector-1, connector-2\.$/,
        remedy: `kubectl scale deployment ${release} --replicas 1 --namespace vk`,
      },
      {name: 'two pods of no Deployment', facts: {deployments: [], pods: [pod(), pod()]}, message: /^2 pods/, remedy: ''},
    ],
    quiet: [
      {
        name: 'one beside others that ended or end',
        facts: {pods: [pod(), pod({deleting: true}), pod({status: {phase: 'Failed', reason: 'Evicted'}}), pod({phase: 'Succeeded'})]},
        message: /one pod/,
      },
      {name: 'no pod', facts: {pods: []}, message: /no pod/},
    ],
  },
  'rights-granted': {
    fires: [
      {
        name: 'some are missing',
        facts: {
          accessReviews: [
            {verb: 'list', resource: 'secrets', namespace: undefined, allowed: false},
            {verb: 'list', resource: 'pods', namespace: undefined, allowed: true},
            {verb: 'update', resource: 'leases.coordination.k8s.io', namespace: 'kube-node-lease', allowed: false},
          ],
        },
        message: /lacks permission to list secrets, update leases\.coordination\.k8s\.io in kube-node-lease\.$/,
      },
    ],
    quiet: [
      {name: 'all are granted', message: /All permissions are granted/},
      {name: 'it has no service account to ask about', facts: {accessReviews: []}, verdict: 'skipped', message: /no Deployment/},
    ],
  },
  'endpoint-authenticated': {
    fires: [
      {
        name: 'a connector of 2019',
        facts: {deployments: [startedWith(['--nodename', 'x'])]},
        message: /without --authentication-token-webhook=true and --client-verify-ca\. Anybody/,
        remedy: /without --chart-url/,
      },
      {
        name: 'the webhook switched off, the CA empty',
        facts: {deployments: [startedWith(['--authentication-token-webhook=false', '--client-verify-ca='])]},
        message: /without --authentication-token-webhook=true and --client-verify-ca\./,
      },
      {
        name: 'only the CA',
        facts: {deployments: [startedWith(['--client-verify-ca', '/ca.crt'])]},
        message: /without --authentication-token-webhook=true\./,
      },
    ],
    quiet: [
      {name: 'both', message: /requires a client certificate/},
      {
        name: 'both in other words',
        facts: {deployments: [startedWith(['--authentication-token-webhook'], [{name: 'APISERVER_CA_CERT_LOCATION', value: '/ca.crt'}])]},
        message: /requires a client certificate/,
      },
      {name: 'no Deployment', facts: {deployments: []}, verdict: 'skipped', message: /no Deployment/},
    ],
  },
  'ca-current': {
    fires: [
      {
        name: 'a CA of before',
        facts: {clientCa: 'another CA'},
        message: /kubectl logs and kubectl exec do not work/,
        remedy: 'Run vkctl install-connector again with the same arguments.',
      },
      {
        name: 'one of two',
        facts: {clientCa: `${ca('A')}\n${ca('B')}`, credentials: credentials({clientCa: ca('A')})},
        message: /do not work/,
      },
    ],
    quiet: [
      {name: 'the same', message: /matches the CA of the cluster/},
      {
        name: 'the same in another order and with other space',
        facts: {clientCa: `${ca('A')}\n${ca('B')}\n`, credentials: credentials({clientCa: `${ca('B')}\r\n${ca('A')}`})},
        message: /matches the CA of the cluster/,
      },
      {name: 'no Secret of vkctl', facts: {credentials: undefined}, verdict: 'skipped', message: /no Secret/},
      {name: 'a cluster that publishes none', facts: {clientCa: undefined}, verdict: 'skipped', message: /publishes no client CA/},
    ],
  },
  'certificate-current': {
    fires: [
      {
        name: 'it is over',
        facts: {credentials: credentials({certificateUntil: now})},
        message: /expired on 2026-11-23/,
        remedy: 'Run vkctl install-connector again with the same arguments.',
      },
      {
        name: 'it ends within a month',
        facts: {credentials: credentials({certificateUntil: new Date('2026-12-23T12:00:00Z')})},
        verdict: 'warning',
        message: /expires on 2026-12-23/,
      },
    ],
    quiet: [
      {
        name: 'it holds for a little more than a month',
        facts: {credentials: credentials({certificateUntil: new Date('2026-12-23T12:00:01Z')})},
        message: /until 2026-12-23/,
      },
      {name: 'no Secret of vkctl', facts: {credentials: undefined}, verdict: 'skipped', message: /no Secret/},
    ],
  },
}
