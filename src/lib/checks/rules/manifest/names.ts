import {manifestRule} from '../../manifest/manifest-rule.ts'
import {targetOf} from '../../manifest/manifest-values.ts'
import {groupNameStem, longestPodName, namingOf} from '../../manifest/pod-names.ts'
import type {Workload} from '../../manifest/workload.ts'
import {counted} from '../../../output/counted.ts'

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcontainerinstance */
const longest = 63

export const groupName = manifestRule({
  id: 'group-name',
  title: 'Azure accepts the names of the container groups',
  page: {
    symptom: 'Pods are `ProviderFailed` because the name of the container group is invalid.',
    cause:
      'The name of a container group is `NAMESPACE-POD`. Azure allows at most 63 lower-case letters, digits and single dashes. Pod names can be longer and can contain dots.',
    fix: 'Choose a shorter name without dots for the workload, or a shorter namespace.',
  },
  well: 'The names are valid',
  find({workload}) {
    const {namespace, name, line} = workload
    const stem = groupNameStem(workload)
    const length = (namespace ?? 'default').length + 1 + longestPodName(workload)
    const where = namespace === undefined ? ' in the namespace default' : ''
    if (length > longest) {
      const over = length - longest
      return [
        {
          message: `The names of the container groups (${stem}…) have up to ${length} characters${where}. Azure allows ${longest}.`,
          line,
          remedy: `Shorten the name or the namespace by ${counted(over, 'character')}.`,
        },
      ]
    }
    if (/\.|--/.test(stem)) {
      return [
        {
          message: `The names of the container groups (${stem}…) contain a dot or two dashes in a row, which Azure does not allow.`,
          line,
          remedy: `Rename ${name}, with single dashes and without dots.`,
        },
      ]
    }
    return []
  },
})

export const groupNameUnique = manifestRule({
  id: 'group-name-unique',
  title: 'No other workload has container groups with the same names',
  page: {
    symptom: 'Two pods are `ProviderFailed` in turns, or one pod has the containers of the other.',
    cause:
      'The name of a container group is `NAMESPACE-POD`. The pod `c` in the namespace `a-b` and the pod `b-c` in the namespace `a` both get `a-b-c`.',
    fix: 'Rename one of the workloads, or use different ACI resource groups for their connectors.',
  },
  well: 'The names are unique',
  find({workload, workloads}) {
    return workloads
      .filter(other => (other.namespace ?? 'default') !== (workload.namespace ?? 'default') && collide(workload, other))
      .map(other => {
        const chance = namingOf(workload) === 'random'
        return {
          verdict: chance ? 'warning' : 'problem',
          message: `The container groups of ${targetOf(other)} (${other.file}:${other.line}) ${chance ? 'can get the same names' : 'have the same names'}: ${groupNameStem(other)}….`,
          line: workload.line,
          remedy: 'Rename one of the workloads, or use different ACI resource groups for their connectors.',
        } as const
      })
  },
})

function collide(one: Workload, other: Workload): boolean {
  const [naming, otherNaming] = [namingOf(one), namingOf(other)]
  const [stem, otherStem] = [groupNameStem(one), groupNameStem(other)]
  if (naming === otherNaming) return stem === otherStem
  if (naming === 'exact' && otherNaming === 'numbered') return isNumbered(stem, otherStem, other.replicas)
  return naming === 'numbered' && otherNaming === 'exact' && isNumbered(otherStem, stem, one.replicas)
}

function isNumbered(name: string, stem: string, replicas: number): boolean {
  const [, number] = name.startsWith(`${stem}-`) ? (/^(0|[1-9]\d*)$/.exec(name.slice(stem.length + 1)) ?? []) : []
  return number !== undefined && Number(number) < replicas
}
