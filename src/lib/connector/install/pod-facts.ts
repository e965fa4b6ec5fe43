import {known, type Fact} from '../../checks/engine/fact.ts'
import type {ConnectorValues} from '../../checks/facts/connector-values.ts'
import {leaseAge} from '../../checks/facts/node-state.ts'
import type {FactsOf} from '../../checks/engine/judge.ts'
import {ofKind, type NodeObject} from '../../kubernetes/objects.ts'
import {policyEngineOf} from '../../azure/resources/cluster-profile.ts'
import {readEgressPolicies} from '../facts/egress-policies.ts'
import {readNodes, readUsedOnNodes} from '../facts/nodes.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {isReleased} from './differences.ts'
import type {Wanted} from './wanted.ts'

/** Facts about the pod of a connector, as its chart describes it. */
export type PodFacts = Required<
  Pick<
    FactsOf<ConnectorValues>,
    'deployments' | 'pods' | 'lease' | 'log' | 'nodes' | 'usedOnNodes' | 'keepsPod' | 'egressPolicies' | 'networkPolicyEngine'
  >
>

/** Reads whether the cluster can run the pods of the connectors, by release. */
export async function readPodFacts(
  {signal}: Pick<Host, 'signal'>,
  session: Pick<ClusterSession, 'kubectl' | 'now' | 'cluster'>,
  wanted: readonly Wanted[],
): Promise<ReadonlyMap<string, PodFacts>> {
  const nodes = await readNodes(session.kubectl, signal)
  const read = await Promise.all(wanted.map(async one => [one.record.release, await ofOne(session, one, nodes, signal)] as const))
  return new Map(read)
}

async function ofOne(
  {kubectl, now, cluster}: Pick<ClusterSession, 'kubectl' | 'now' | 'cluster'>,
  one: Wanted,
  nodes: Fact<readonly NodeObject[]>,
  signal: AbortSignal,
): Promise<PodFacts> {
  const deployments = ofKind(one.rendered, 'Deployment')
  const pod = deployments[0]?.spec?.template?.spec ?? {}
  const [usedOnNodes, egressPolicies] = await Promise.all([
    readUsedOnNodes(kubectl, pod, nodes, signal),
    readEgressPolicies(kubectl, one.podNamespace, signal),
  ])
  return {
    deployments: known(deployments),
    // The pods that the install will create are judged, not those from before.
    pods: known([]),
    log: known(''),
    lease: known(one.existing.lease),
    nodes,
    usedOnNodes,
    egressPolicies,
    networkPolicyEngine: known(policyEngineOf(cluster.network)),
    keepsPod: known(isReleased(one) && leaseAge(one.existing.lease, now())?.expired === false),
  }
}
