import {connectorRule} from '../../connector-values.ts'

export const nodeSchedulable = connectorRule({
  id: 'node-schedulable',
  category: 'node',
  title: 'Its node takes new pods',
  page: {
    symptom: 'kubectl get nodes shows Ready,SchedulingDisabled; new pods for the virtual node stay Pending.',
    cause: 'Somebody cordoned or drained the node, or a removal of the connector was interrupted.',
    fix: 'Run kubectl uncordon for the node.',
  },
  needs: ['node'],
  check({nodeName}, {node}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    if (node.spec?.unschedulable !== true) return {verdict: 'ok', message: 'It is not cordoned'}
    return {
      verdict: 'warning',
      message: `The node ${nodeName} is cordoned; no new pods are placed on it.`,
      remedy: `kubectl uncordon ${nodeName}`,
    }
  },
})
