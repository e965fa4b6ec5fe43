import {clusterRules, connectorRules, inOrder, leftNodeRules, smokeRules, virtualNodes2Rules} from '../../checks/catalogue.ts'
import {valueOf} from '../../checks/engine/fact.ts'
import type {Finding} from '../../checks/engine/finding.ts'
import {judge} from '../../checks/engine/judge.ts'
import type {CommandTarget} from '../../printed-commands/command-target.ts'
import type {InspectedConnector, Inspection} from './inspection.ts'
import {forOwner} from './remedies-of-others.ts'

/** Runs every check on what was read: those of the cluster, of each connector and of the sample pods. The first finding is what to fix first. Pure. */
export function judgeInspection(inspection: Inspection): readonly Finding[] {
  const {cluster, connectors} = inspection
  const target = targetOf(inspection)
  const ofCluster = judge(clusterRules, cluster.subject, cluster.facts, {target})
  const ofConnectors = connectors.flatMap(connector => {
    const {subject, facts} = connector
    const findings = judge(rulesFor(connector), subject, {...cluster.facts, ...facts}, {before: ofCluster, target})
    return forOwner(findings, {...connector, nodeName: subject.nodeName}, target)
  })
  const ofSmoke = connectors.flatMap(({subject, facts}) => (facts.smoke === undefined ? [] : judge(smokeRules, subject, facts, {target})))
  return inOrder([...ofCluster, ...ofConnectors, ...ofSmoke])
}

function rulesFor({origin}: InspectedConnector): typeof connectorRules {
  if (origin === 'unknown') return leftNodeRules
  return origin === 'virtual-nodes-v2' ? virtualNodes2Rules : connectorRules
}

/** What says which cluster was inspected. Bundles of earlier versions only have the cluster itself. */
export function targetOf({target, cluster}: Inspection): CommandTarget {
  if (target !== undefined) return target
  const found = valueOf(cluster.facts.cluster)
  return found === undefined ? {} : {resourceGroup: found.resourceGroup, clusterName: found.name}
}
