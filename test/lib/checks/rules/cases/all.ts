import type {Cases} from '../case.ts'
import {aciResourceGroupCases} from './aci-resource-group.ts'
import {azurePermissionsCases} from './azure-permissions.ts'
import {clusterPermissionsCases} from './cluster-permissions.ts'
import {conflictsCases} from './conflicts.ts'
import {connectorPodCases} from './connector-pod.ts'
import {containerGroupsCases} from './container-groups.ts'
import {endpointCases} from './endpoint.ts'
import {firstAnswerCases} from './identity/first-answer.ts'
import {identityCases} from './identity/identity.ts'
import {recordCases} from './record.ts'
import {locationAndQuotaCases} from './location-and-quota.ts'
import {clusterCases} from './network/cluster-network.ts'
import {connectorEgressCases} from './network/connector-egress.ts'
import {podAddressesCases} from './network/pod-addresses.ts'
import {subnetCases} from './network/subnet.ts'
import {subnetDelegationCases} from './network/subnet-delegation.ts'
import {nodeCases} from './node.ts'
import {nodeRegistrationCases} from './node-registration.ts'
import {connectorNodesCases} from './placement/connector-nodes.ts'
import {daemonPodsCases} from './placement/daemon-pods.ts'
import {pendingPodsCases} from './placement/pending-pods.ts'
import {podEndsCases} from './pods/pod-ends.ts'
import {podErrorsCases} from './pods/pod-errors.ts'
import {podRefusalsCases} from './pods/pod-refusals.ts'
import {podsCases} from './pods/pods.ts'
import {registrationCases} from './registration.ts'
import {releaseCases} from './release.ts'
import {smokeCases} from './smoke.ts'
import {startErrorsCases} from './start-errors.ts'

/** The cases of all rules about clusters and connectors. */
export const ruleCases: Cases = {
  ...aciResourceGroupCases,
  ...azurePermissionsCases,
  ...clusterPermissionsCases,
  ...conflictsCases,
  ...connectorPodCases,
  ...containerGroupsCases,
  ...endpointCases,
  ...firstAnswerCases,
  ...identityCases,
  ...recordCases,
  ...locationAndQuotaCases,
  ...clusterCases,
  ...connectorEgressCases,
  ...podAddressesCases,
  ...subnetCases,
  ...subnetDelegationCases,
  ...nodeCases,
  ...nodeRegistrationCases,
  ...connectorNodesCases,
  ...daemonPodsCases,
  ...pendingPodsCases,
  ...podEndsCases,
  ...podErrorsCases,
  ...podRefusalsCases,
  ...podsCases,
  ...registrationCases,
  ...releaseCases,
  ...smokeCases,
  ...startErrorsCases,
}
