import type {ClusterNetwork} from '../../../../../../src/lib/azure/resources/cluster-profile.ts'
import {onSubnet} from '../../../networks.ts'
import {cluster} from '../../../well.ts'
import type {Cases} from '../../case.ts'

const {network} = onSubnet()
const on = (changes: Partial<ClusterNetwork>) => ({network, cluster: {...cluster, network: {...cluster.network, ...changes}}})

export const podAddressesCases: Cases = {
  'pod-addresses': {
    fires: [
      {
        name: 'Azure CNI Overlay',
        facts: on({pluginMode: 'overlay'}),
        message: /^The cluster c uses Azure CNI Overlay: its pods have addresses that the subnet aci does not reach\./,
        remedy: /--reset vnet-subnet-id/,
      },
      {name: 'with Cilium', facts: on({pluginMode: 'overlay', dataplane: 'cilium'}), message: /uses Azure CNI Overlay powered by Cilium:/},
      {name: 'kubenet', facts: on({plugin: 'kubenet'}), message: /uses kubenet:/},
      {name: 'a plugin of the user', facts: on({plugin: 'none'}), message: /a network plugin of its own \(networkPlugin: none\):/},
      {
        name: 'Cilium with addresses of the network',
        facts: on({dataplane: 'cilium'}),
        verdict: 'warning',
        message: /Azure CNI powered by Cilium\. Microsoft does not say/,
      },
    ],
    quiet: [
      {name: 'Azure CNI', facts: on({}), message: /^c uses Azure CNI$/},
      {name: 'no virtual network', facts: {cluster: on({plugin: 'kubenet'}).cluster}, verdict: 'skipped', message: /uses no subnet/},
      {name: 'Azure does not tell', facts: on({plugin: undefined}), verdict: 'skipped', message: /does not report/},
      {name: 'Windows', subject: {osType: 'Windows'}, facts: on({plugin: 'kubenet'}), verdict: 'skipped', message: /network-os/},
    ],
  },
}
