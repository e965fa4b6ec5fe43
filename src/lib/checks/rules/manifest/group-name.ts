import {manifestRule} from '../../manifest/manifest-rule.ts'
import {groupNameStem, longestPodName} from '../../manifest/pod-names.ts'

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcontainerinstance */
const longest = 63

export const groupName = manifestRule({
  id: 'group-name',
  title: 'Azure accepts the names of its container groups',
  page: {
    symptom: 'Pods are ProviderFailed because the name of the container group is invalid.',
    cause:
      'A container group is called NAMESPACE-POD. Azure takes 63 lower case letters, digits and single dashes at most; names of pods may be longer and have dots.',
    fix: 'Choose a shorter name without dots for the workload, or a shorter namespace.',
  },
  well: 'Short enough, without dots',
  find({workload}) {
    const {namespace, name, line} = workload
    const stem = groupNameStem(workload)
    const length = (namespace ?? 'default').length + 1 + longestPodName(workload)
    const where = namespace === undefined ? ' in the namespace default' : ''
    if (length > longest) {
      const over = length - longest
      return [
        {
          message: `The names of its container groups, ${stem}…, have up to ${length} letters${where}; Azure takes ${longest}.`,
          line,
          remedy: `Make the name or the namespace ${over} letter${over === 1 ? '' : 's'} shorter.`,
        },
      ]
    }
    if (/\.|--/.test(stem)) {
      return [
        {
          message: `The names of its container groups, ${stem}…, have a dot or two dashes in a row, which Azure refuses.`,
          line,
          remedy: `Rename ${name} with single dashes only.`,
        },
      ]
    }
    return []
  },
})
