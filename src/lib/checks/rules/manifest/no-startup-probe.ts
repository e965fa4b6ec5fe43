import {manifestRule} from '../../manifest/manifest-rule.ts'
import {allContainers} from '../../manifest/pod-spec.ts'

export const noStartupProbe = manifestRule({
  id: 'no-startup-probe',
  title: 'Its containers have no startup probe',
  page: {
    symptom: 'Pods are ProviderFailed because startup probes are not supported.',
    cause: 'ACI knows liveness and readiness probes only, and the provider refuses pods that have a startupProbe.',
    fix: 'Take startupProbe away and give the liveness probe an initialDelaySeconds that covers the start.',
  },
  well: 'None',
  find({workload: {pod, lineOf}}) {
    return allContainers(pod)
      .filter(({container}) => container.startupProbe !== undefined)
      .map(({container, label}) => ({
        message: `${label} has a startupProbe.`,
        line: lineOf(container, 'startupProbe'),
        remedy: 'Use initialDelaySeconds of the liveness probe instead of startupProbe.',
      }))
  },
})
