import type {Release} from '../../../../../src/lib/helm/releases.ts'
import {pod, release} from '../../objects.ts'
import {well} from '../../well.ts'
import type {Cases} from '../case.ts'

const helm = (changes: Partial<Release>): Release => ({...(well.helm as Release), ...changes})
const names = {hasReceipt: false, sameName: undefined, elsewhere: [], nodeExists: false}

export const connectorCases: Cases = {
  'name-free': {
    fires: [
      {
        name: "somebody else's release has the name",
        facts: {names: {...names, sameName: helm({chartName: 'nginx', chartVersion: '1.2.3'})}},
        message: /did not install \(chart nginx 1\.2\.3\)/,
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
        message: /both would register/,
      },
      {
        name: 'a node of unknown origin has the name',
        facts: {names: {...names, nodeExists: true}},
        message: /no connector that vkctl knows registers it/,
        remedy: /kubectl delete node/,
      },
    ],
    quiet: [
      {name: 'nothing is there', facts: {names}, message: /free or ours/},
      {
        name: 'vkctl installed it, with whatever chart',
        facts: {names: {...names, hasReceipt: true, sameName: helm({chartName: 'virtual-kubelet-azure-aci'}), nodeExists: true}},
        message: /free or ours/,
      },
      {name: 'vkctl was interrupted before Helm', facts: {names: {...names, hasReceipt: true}}, message: /free or ours/},
      {
        name: 'its receipt was lost, but the chart is ours',
        facts: {names: {...names, sameName: helm({}), nodeExists: true}},
        message: /free or ours/,
      },
    ],
  },
  'release-deployed': {
    fires: [
      {name: 'no release', facts: {helm: undefined}, message: /no Helm release/},
      {name: 'a failed one', facts: {helm: helm({status: 'failed', revision: 3})}, message: /Revision 3 is failed/},
      {name: 'a stuck one', facts: {helm: helm({status: 'pending-upgrade'})}, message: /pending-upgrade/},
    ],
    quiet: [{name: 'a deployed one', message: /Revision 2 is deployed/}],
  },
  'pod-ready': {
    fires: [
      {name: 'no Deployment', facts: {deployments: []}, message: /Deployment does not exist/},
      {name: 'no pod', facts: {pods: []}, message: /no pod/, remedy: `kubectl describe deployment ${release} --namespace vk`},
      {
        name: 'a pod that waits',
        facts: {pods: [pod({ready: false})]},
        message: /connector-1: its readiness probe/,
        remedy: 'kubectl logs connector-1 --namespace vk',
      },
      {
        name: 'a pod that restarted',
        facts: {pods: [pod({restarts: 2})]},
        verdict: 'warning',
        message: /after 2 restarts\.$/,
        remedy: 'kubectl logs connector-1 --namespace vk --previous',
      },
      {name: 'a pod that restarted once', facts: {pods: [pod({restarts: 1})]}, verdict: 'warning', message: /after 1 restart\.$/},
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
    fires: [{name: 'a rival', facts: {rivals: ['other/copy']}, message: /other\/copy registers/}],
    quiet: [{name: 'no rival', message: /Only it registers/}],
  },
}
