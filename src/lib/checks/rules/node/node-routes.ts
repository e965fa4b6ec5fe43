import {connectorRule} from '../../connector-values.ts'

const label = 'kubernetes.azure.com/managed'

export const nodeRoutes = connectorRule({
  id: 'node-routes',
  category: 'node',
  title: 'The cloud provider makes no routes for its node',
  page: {
    symptom: 'The node has events FailedToCreateRoute, on clusters with kubenet.',
    cause: 'A connector of old registered the node without the label that tells the cloud provider of Azure to leave it alone.',
    fix: 'Set the label, and install a newer connector: run install-connector. The events do no harm.',
  },
  needs: ['node'],
  check({nodeName}, {node}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    if (node.metadata.labels?.[label] === 'false') return {verdict: 'ok', message: 'It has the label for that'}
    return {
      verdict: 'warning',
      message: `The node ${nodeName} lacks the label ${label}=false; the cloud provider of Azure takes it for one of its own.`,
      remedy: `kubectl label node ${nodeName} ${label}=false --overwrite`,
    }
  },
})
