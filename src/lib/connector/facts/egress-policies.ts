import {factOf, type Fact} from '../../checks/engine/fact.ts'
import {limitsEgress, type EgressPolicies} from '../../checks/facts/egress-policies.ts'
import {networkPoliciesIn} from '../../kubernetes/kinds/network-policy.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {listObjects} from '../../kubernetes/read.ts'
import {wholly} from './cluster-facts.ts'

/** DaemonSets of the network plugins that enforce NetworkPolicies. */
const engines: ReadonlySet<string> = new Set(['antrea-agent', 'azure-npm', 'calico-node', 'cilium', 'kube-router', 'weave-net'])

/** The NetworkPolicies in a namespace, and what in the cluster enforces them. */
export function readEgressPolicies(kubectl: Kubectl, namespace: string, signal: AbortSignal): Promise<Fact<EgressPolicies>> {
  return factOf(readBoth(kubectl, namespace), signal)
}

async function readBoth(kubectl: Kubectl, namespace: string): Promise<EgressPolicies> {
  const policies = networkPoliciesIn(await wholly(listObjects(kubectl, {kinds: ['networkpolicies.networking.k8s.io'], namespace})))
  if (!policies.some(limitsEgress)) return {policies: [], engines: []}
  const where = {
    kinds: ['daemonsets.apps'],
    where: ({metadata}: {readonly metadata: {readonly name: string}}) => engines.has(metadata.name),
  }
  const found = await wholly(listObjects(kubectl, where))
  return {policies, engines: found.map(({metadata}) => metadata.name)}
}
