import {factOf, known, mapFact, type Fact} from '../../checks/engine/fact.ts'
import {portAccess} from '../../checks/facts/port-access.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {networkPoliciesIn, type NetworkPolicyObject} from '../../kubernetes/kinds/network-policy.ts'
import type {DeploymentObject} from '../../kubernetes/objects.ts'
import {listObjects} from '../../kubernetes/read.ts'
import {wholly} from './cluster-facts.ts'

/**
 * The NetworkPolicies in the namespace of a connector whose arguments leave its port open. Others need no NetworkPolicy, so it reads none
 * for them.
 */
export async function readPortPolicies(
  kubectl: Kubectl,
  deployments: Fact<readonly DeploymentObject[]>,
  signal: AbortSignal,
): Promise<Fact<readonly NetworkPolicyObject[]>> {
  if (!deployments.known) return deployments
  const [deployment] = deployments.value
  const namespace = deployment?.metadata.namespace
  if (deployment === undefined || namespace === undefined || portAccess(deployment).to !== 'everybody') return known([])
  const policies = await factOf(wholly(listObjects(kubectl, {kinds: ['networkpolicies.networking.k8s.io'], namespace})), signal)
  return mapFact(policies, networkPoliciesIn)
}
