import schema from '../../../../schemas/bundle.schema.json' with {type: 'json'}
import type {Inspection} from '../../../../src/lib/connector/inspection/inspection.ts'
import type {Case} from '../../checks/rules/case.ts'
import {factsOf, subject, well} from '../../checks/well.ts'

const ofCluster: ReadonlySet<string> = new Set(Object.keys(schema.$defs.Inspection.properties.cluster.properties.facts.properties))

/** What was read about a cluster with one connector that is well, but for what a case changes. */
export function anInspection({facts: changes, subject: about}: Omit<Case, 'message'> = {name: 'well'}): Inspection {
  const facts = Object.entries(factsOf({...well, ...changes}))
  const one = {...subject, ...about}
  return {
    cluster: {subject: {target: 'c', now: one.now}, facts: Object.fromEntries(facts.filter(([name]) => ofCluster.has(name)))},
    connectors: [
      {
        connectorName: 'virtual-kubelet',
        origin: 'vkctl',
        managedBy: undefined,
        workload: undefined,
        subject: one,
        facts: Object.fromEntries(facts.filter(([name]) => !ofCluster.has(name))),
      },
    ],
  }
}
