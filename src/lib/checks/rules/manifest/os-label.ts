import {manifestRule} from '../../manifest/manifest-rule.ts'
import {requiredValues} from '../../manifest/placement.ts'

export const osLabel = manifestRule({
  id: 'os-label',
  title: 'Its pods select the OS by a label that is not deprecated',
  page: {
    symptom: 'kubectl warns that beta.kubernetes.io/os is deprecated since v1.14.',
    cause: 'The label is called kubernetes.io/os since Kubernetes 1.14. Virtual nodes have both, and nobody promises the old one.',
    fix: 'Write kubernetes.io/os instead of beta.kubernetes.io/os.',
  },
  well: 'beta.kubernetes.io/os is not needed',
  find({workload: {pod, lineOf}}) {
    if (requiredValues(pod, 'beta.kubernetes.io/os') === undefined || requiredValues(pod, 'kubernetes.io/os') !== undefined) return []
    return [
      {
        verdict: 'warning',
        message: 'Its pods select the OS by beta.kubernetes.io/os only, which is deprecated.',
        line: lineOf(pod.nodeSelector ?? pod, 'beta.kubernetes.io/os'),
        remedy: 'Rename beta.kubernetes.io/os to kubernetes.io/os.',
      },
    ]
  },
})
