import {connectorRule} from '../../connector-values.ts'
import {someOf} from '../../some-of.ts'

export const groupsOrphaned = connectorRule({
  id: 'groups-orphaned',
  category: 'azure',
  title: 'Every container group of its node has a pod',
  page: {
    symptom: 'Container groups run, and cost, although their pods are gone.',
    cause: 'The pods were deleted while the connector did not run. A connector that runs deletes such groups itself, within five minutes.',
    fix: 'Mend the connector if it does not run; delete what is left with az container delete.',
  },
  needs: ['groups', 'namespaces', 'podsOnNode'],
  check({nodeName}, {groups, namespaces, podsOnNode}) {
    const pods = new Set(podsOnNode.map(({metadata: {uid}}) => uid))
    const orphans = groups.filter(({tags}) => namespaces.includes(tags['Namespace'] ?? '') && !pods.has(tags['UID']))
    if (orphans.length === 0) return {verdict: 'ok', message: `${groups.length} of ${nodeName}, none without its pod`}
    return {
      verdict: 'warning',
      message: `No pod on ${nodeName} belongs to the container groups ${someOf(orphans.map(({name}) => name))}; they still run and cost.`,
      remedy: `az container delete --yes --ids ${orphans.map(({id}) => id).join(' ')}`,
    }
  },
})
