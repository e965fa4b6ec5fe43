import type {Release} from '../../../../../src/lib/helm/releases.ts'
import type {ConnectorValues} from '../../../../../src/lib/checks/facts/connector-values.ts'
import {release} from '../../objects.ts'
import {well} from '../../well.ts'
import type {Cases} from '../case.ts'

const helm = (changes: Partial<Release>): Release => ({...(well.helm as Release), ...changes})
const ownedBy = (name: string): ConnectorValues['ownNamespace'] => ({
  metadata: {name: 'vk', annotations: {'meta.helm.sh/release-name': name}},
})

export const releaseCases: Cases = {
  'release-deployed': {
    fires: [
      {name: 'no release', facts: {helm: undefined}, message: /no Helm release/},
      {name: 'a failed one', facts: {helm: helm({status: 'failed', revision: 3})}, message: /Revision 3 of the release .* is failed/},
      {name: 'a stuck one', facts: {helm: helm({status: 'pending-upgrade'})}, message: /pending-upgrade/},
    ],
    quiet: [
      {name: 'a deployed one', message: /Revision 2 is deployed/},
      {
        name: 'none of a connector that kubectl applied',
        subject: {isReleased: false},
        facts: {helm: undefined},
        verdict: 'skipped',
        message: /^Helm did not install/,
      },
    ],
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
}
