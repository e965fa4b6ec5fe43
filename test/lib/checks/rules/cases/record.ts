import type {Release} from '../../../../../src/lib/helm/releases.ts'
import {well} from '../../well.ts'
import type {Cases} from '../case.ts'

const upstream = {...(well.helm as Release), chartName: 'virtual-kubelet-azure-aci'}

export const recordCases: Cases = {
  'record-valid': {
    fires: [
      {
        name: 'a newer vkctl wrote it',
        facts: {record: {is: 'newer', vkctlVersion: '9.0.0'}},
        message: /^vkctl 9\.0\.0, which is newer/,
      },
      {
        name: 'somebody changed it',
        facts: {record: {is: 'broken', reason: 'it is not JSON'}},
        message: /cannot be used: it is not JSON/,
        remedy: /kubectl delete secret/,
      },
      {
        name: 'it came from another cluster',
        facts: {record: {is: 'of-another-cluster', clusterId: '/subscriptions/x/managedClusters/other'}},
        message: /belongs to the cluster .*other/,
        remedy: /kubectl delete secret/,
      },
      {
        name: 'nothing but the record is there',
        facts: {helm: undefined, deployments: []},
        message: /but no release/,
        remedy: /vkctl remove-connector/,
      },
      {name: 'it is lost', facts: {record: {is: 'none'}}, message: /is lost/, verdict: 'warning'},
    ],
    quiet: [
      {name: 'it is as vkctl wrote it', facts: {}, message: /is valid/},
      {name: 'another chart installed the connector', facts: {record: {is: 'none'}, helm: upstream}, message: /vkctl did not install/},
    ],
  },
}
