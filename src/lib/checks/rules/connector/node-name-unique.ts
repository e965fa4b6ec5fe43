import {connectorRule} from '../../connector-values.ts'

export const nodeNameUnique = connectorRule({
  id: 'node-name-unique',
  category: 'connector',
  title: 'No other connector registers the same node',
  page: {
    symptom: 'Pods disappear, their container groups are deleted while they run, the address of the node changes back and forth.',
    cause: 'Two connectors of this cluster use one node name; each takes the container groups of the other for leftovers.',
    fix: 'Remove one of them: vkctl remove-connector, or helm uninstall for one that vkctl does not know.',
  },
  needs: ['deployments', 'rivals'],
  check({nodeName}, {rivals}) {
    if (rivals.length === 0) return {verdict: 'ok', message: `Only it registers ${nodeName}`}
    return {
      verdict: 'problem',
      message: `${rivals.join(', ')} registers ${nodeName} too; they delete each other's container groups.`,
      remedy: 'Remove one of them.',
    }
  },
})
