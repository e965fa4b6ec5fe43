import {manifestRule} from '../../manifest/manifest-rule.ts'

export const hostAliases = manifestRule({
  id: 'host-aliases',
  title: 'Its pods need no entries in the hosts file',
  page: {
    symptom: 'Names of hostAliases cannot be resolved in the containers.',
    cause: 'ACI writes the hosts file itself, and the provider does not hand hostAliases over.',
    fix: 'Use names that DNS knows, or addresses.',
  },
  well: 'None',
  find({workload: {pod, lineOf}}) {
    if ((pod.hostAliases ?? []).length === 0) return []
    return [
      {
        message: 'Its pods have hostAliases, which do not reach ACI.',
        line: lineOf(pod, 'hostAliases'),
        remedy: 'Use names that DNS knows instead of hostAliases.',
      },
    ]
  },
})
