import {mapFact, type Fact} from '../../checks/engine/fact.ts'
import type {Inspection} from '../inspection/inspection.ts'
import type {PodObject} from '../../kubernetes/objects.ts'

/** The same facts as if there were no other pods, so that every finding about pods is about this one. */
export function aboutPod({cluster, connectors}: Inspection, uid: string): Inspection {
  const only = (pods: Fact<readonly PodObject[]>): Fact<readonly PodObject[]> =>
    mapFact(pods, all => all.filter(({metadata}) => metadata.uid === uid))
  const {pendingPods} = cluster.facts
  return {
    cluster: {...cluster, facts: {...cluster.facts, ...(pendingPods !== undefined && {pendingPods: only(pendingPods)})}},
    connectors: connectors.map(({facts, ...connector}) => {
      const {podsOnNode, containerGroups} = facts
      return {
        ...connector,
        facts: {
          ...facts,
          ...(podsOnNode !== undefined && {podsOnNode: only(podsOnNode)}),
          ...(containerGroups !== undefined && {
            containerGroups: mapFact(containerGroups, all => all.filter(({tags}) => tags['UID'] === uid)),
          }),
        },
      }
    }),
  }
}
