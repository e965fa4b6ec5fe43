import {manifestRule} from '../../manifest/manifest-rule.ts'
import {allContainers} from '../../manifest/pod-spec.ts'

export const noLifecycleHooks = manifestRule({
  id: 'no-lifecycle-hooks',
  title: 'Its containers have no lifecycle hooks',
  page: {
    symptom: 'Pods are ProviderFailed because lifecycle hooks are not supported.',
    cause: 'ACI has neither postStart nor preStop, and the provider refuses pods that have them.',
    fix: 'Take lifecycle away. Do at the start of the command what postStart did, and handle SIGTERM in the program instead of preStop.',
  },
  well: 'None',
  find({workload: {pod, lineOf}}) {
    return allContainers(pod)
      .filter(({container}) => container.lifecycle !== undefined)
      .map(({container, label}) => ({
        message: `${label} has lifecycle hooks.`,
        line: lineOf(container, 'lifecycle'),
        remedy: 'Take lifecycle away.',
      }))
  },
})
