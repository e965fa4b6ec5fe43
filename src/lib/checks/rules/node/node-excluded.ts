import {connectorRule} from '../../connector-values.ts'

const label = 'node.kubernetes.io/exclude-from-external-load-balancers'

export const nodeExcluded = connectorRule({
  id: 'node-excluded',
  category: 'node',
  title: 'Load balancers leave its node out',
  page: {
    symptom: 'Services of type LoadBalancer stay without an EXTERNAL-IP, because Azure finds no virtual machine of the name of the node.',
    cause: 'A connector older than 1.3.1 registered the node without the label that keeps it out of load balancers.',
    fix: 'Set the label, and install a newer connector: run install-connector.',
  },
  needs: ['node'],
  check({nodeName}, {node}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    if (node.metadata.labels?.[label] !== undefined) return {verdict: 'ok', message: 'It has the label for that'}
    return {
      verdict: 'warning',
      message: `The node ${nodeName} lacks the label ${label}; new load balancers of the cluster may fail because of it.`,
      remedy: `kubectl label node ${nodeName} ${label}=true`,
    }
  },
})
