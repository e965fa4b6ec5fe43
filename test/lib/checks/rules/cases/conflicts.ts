import {cluster, well} from '../../well.ts'
import type {Cases} from '../case.ts'
import type {Release} from '../../../../../src/lib/helm/releases.ts'
import {pod, release} from '../../objects.ts'
import type {PodObject} from '../../../../../src/lib/kubernetes/objects.ts'

const helm = (changes: Partial<Release>): Release => ({...(well.helm as Release), ...changes})
const names = {hasRecord: false, sameName: undefined, elsewhere: [], nodeExists: false}

const owned = (one: PodObject): PodObject => ({
  ...one,
  metadata: {...one.metadata, ownerReferences: [{kind: 'ReplicaSet', name: 'connector', uid: 'uid-of-set'}]},
})

export const conflictsCases: Cases = {
  'name-free': {
    fires: [
      {
        name: "somebody else's release has the name",
        facts: {names: {...names, sameName: helm({chartName: 'nginx', chartVersion: '1.2.3'})}},
        message: /is from another chart \(nginx 1\.2\.3\)/,
        remedy: /--connector-name.*--adopt NODE/,
      },
      {
        name: 'it is in another namespace',
        facts: {names: {...names, elsewhere: [helm({namespace: 'other'})]}},
        message: /in the namespace other/,
        remedy: /--namespace other/,
      },
      {
        name: 'a connector of another chart has it in another namespace',
        facts: {names: {...names, elsewhere: [helm({namespace: 'other', chartName: 'virtual-kubelet-azure-aci'})]}},
        message: /in the namespace other/,
        remedy: /take it over: --adopt NODE/,
      },
      {
        name: 'it is in another namespace although vkctl installed one here',
        facts: {names: {...names, hasRecord: true, elsewhere: [helm({namespace: 'other'})]}},
        message: /Both connectors would register/,
      },
      {
        name: 'a node of unknown origin has the name',
        facts: {names: {...names, nodeExists: true}},
        message: /already exists/,
        remedy: /--adopt virtual-kubelet-virtual-kubelet-linux-eastus .*\n.*\nkubectl delete node /,
      },
    ],
    quiet: [
      {name: 'nothing is there', facts: {names}, message: /free or belongs to vkctl/},
      {
        name: 'vkctl installed it, with whatever chart',
        facts: {names: {...names, hasRecord: true, sameName: helm({chartName: 'virtual-kubelet-azure-aci'}), nodeExists: true}},
        message: /free or belongs to vkctl/,
      },
      {name: 'vkctl was interrupted before Helm', facts: {names: {...names, hasRecord: true}}, message: /free or belongs to vkctl/},
      {
        name: 'its record was lost, but the chart is ours',
        facts: {names: {...names, sameName: helm({}), nodeExists: true}},
        message: /free or belongs to vkctl/,
      },
    ],
  },
  'node-name-unique': {
    fires: [{name: 'a rival', facts: {rivals: ['other/copy']}, message: /Another connector also registers .*: other\/copy\./}],
    quiet: [{name: 'no rival', message: /No other connector registers/}],
  },
  'single-pod': {
    fires: [
      {
        name: 'two pods, ready or not',
        facts: {pods: [pod(), pod({name: 'connector-2', ready: false})]},
        message: /^2 pods run the connector .*: connector-1, connector-2\.$/,
        remedy: `kubectl scale deployment ${release} --replicas 1 --namespace vk`,
      },
      {
        name: 'a pod that lost its labels, and the one in its place',
        facts: {pods: [pod(), owned(pod({name: 'connector-2'}))]},
        message: /^2 pods run/,
        remedy: 'kubectl delete pods connector-1 --namespace vk',
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
  'addon-apart': {
    fires: [
      {
        name: 'the add-on beside a Linux connector',
        facts: {cluster: {...cluster, virtualNodeAddon: true}},
        verdict: 'warning',
        message: /add-on of c is on\. Its node virtual-node-aci-linux .* as virtual-kubelet-virtual-kubelet-linux-eastus/,
        remedy: /kubernetes\.io\/hostname=virtual-kubelet-.*:\naz aks disable-addons --resource-group g --name c --addons virtual-node/,
      },
    ],
    quiet: [
      {
        name: 'the add-on beside a Windows connector',
        subject: {osType: 'Windows'},
        facts: {cluster: {...cluster, virtualNodeAddon: true}},
        message: /Linux pods only/,
      },
      {name: 'no add-on', message: /off in c/},
    ],
  },
}
