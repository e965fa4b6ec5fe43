import {clusterRules, connectorRules, inOrder, leftNodeRules, smokeRules, virtualNodes2Rules} from '../../checks/catalogue.ts'
import type {Finding} from '../../checks/engine/finding.ts'
import {judge} from '../../checks/engine/judge.ts'
import type {InspectedConnector, Inspection} from './inspection.ts'
import {forOwner} from './remedies-of-others.ts'

/** Runs every check on what was read: those of the cluster, of each connector and of the sample pods. The first finding is what to fix first. Pure. */
export function judgeInspection({cluster, connectors}: Inspection): readonly Finding[] {
  const ofCluster = judge(clusterRules, cluster.subject, cluster.facts)
  const ofConnectors = connectors.flatMap(connector => {
    const {subject, facts} = connector
    const findings = judge(rulesFor(connector), subject, {...cluster.facts, ...facts}, ofCluster)
    return forOwner(findings, {...connector, nodeName: subject.nodeName}, subject.clusterOptions)
  })
  const ofSmoke = connectors.flatMap(({subject, facts}) => (facts.smoke === undefined ? [] : judge(smokeRules, subject, facts)))
  return inOrder([...ofCluster, ...ofConnectors, ...ofSmoke])
}

function rulesFor({origin}: InspectedConnector): typeof connectorRules {
  if (origin === 'unknown') return leftNodeRules
  return origin === 'virtual-nodes-v2' ? virtualNodes2Rules : connectorRules
}
