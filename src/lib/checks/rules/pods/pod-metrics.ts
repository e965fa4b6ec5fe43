import {environmentOf} from '../../../connector/model/deployment-arguments.ts'
import {connectorRule} from '../../connector-values.ts'

const variable = 'ENABLE_REAL_TIME_METRICS'

export const podMetrics = connectorRule({
  id: 'pod-metrics',
  category: 'pods',
  title: 'The metrics of its pods can be read',
  page: {
    symptom: 'kubectl top shows nothing for pods on the virtual node, and autoscalers show <unknown>.',
    cause:
      'Metrics come from an extension that ACI has for Linux container groups on a subnet only. On Windows and without a subnet there are none, and one running pod without it hides those of all others.',
    fix: 'It is a limit of the provider. Use a subnet for Linux pods, and create pods anew that were there before the metrics were switched on (vnet.realTimeMetrics of the chart).',
  },
  needs: ['network', 'deployments'],
  check({osType}, {network, deployments: [deployment]}) {
    const limit = 'so kubectl top and autoscalers show nothing'
    if (osType === 'Windows') return {verdict: 'skipped', message: `ACI has none of Windows pods, ${limit}`}
    if (network === undefined) return {verdict: 'skipped', message: `ACI has none of pods without a subnet, ${limit}`}
    if (deployment === undefined) return {verdict: 'skipped', message: 'It has no Deployment'}
    if (environmentOf(deployment, variable) === 'true') return {verdict: 'ok', message: 'They are switched on'}
    return {
      verdict: 'warning',
      message: `The Deployment ${deployment.metadata.name} does not set ${variable} to true, ${limit}.`,
      remedy: 'Run install-connector with vnet.realTimeMetrics: true in --set-values.',
    }
  },
})
