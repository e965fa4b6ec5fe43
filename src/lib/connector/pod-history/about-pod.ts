import {mapFact, type Fact} from '../../checks/engine/fact.ts'
import type {Inspection} from '../inspection/inspection.ts'
import type {PodObject} from '../../kubernetes/objects.ts'
import type {PodHistory} from '../inspection/pod-history.ts'

/** The same facts as if there were no other pods, so that every finding about pods is about this one. Its status is that of its history. */
export function aboutPod({cluster, connectors}: Inspection, {pod: {metadata, status}}: Pick<PodHistory, 'pod'>): Inspection {
  const {uid} = metadata
  const only = (pods: Fact<readonly PodObject[]>): Fact<readonly PodObject[]> =>
    mapFact(pods, all => all.filter(one => one.metadata.uid === uid).map(one => (status === undefined ? one : {...one, status})))
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
