import {targetOf} from '../../manifest/manifest-values.ts'
import {manifestRule} from '../../manifest/manifest-rule.ts'
import {groupNameStem, namingOf} from '../../manifest/pod-names.ts'
import type {Workload} from '../../manifest/workload.ts'

export const groupNameUnique = manifestRule({
  id: 'group-name-unique',
  title: 'No other workload of the files has container groups of the same name',
  page: {
    symptom: 'Two pods take turns in being ProviderFailed, or one has the containers of the other.',
    cause:
      'A container group is called NAMESPACE-POD, so the pod c of the namespace a-b and the pod b-c of the namespace a have the same one.',
    fix: 'Rename one of the two, or let their connectors use different ACI resource groups.',
  },
  well: 'No other has the same',
  find({workload, workloads}) {
    return workloads
      .filter(other => (other.namespace ?? 'default') !== (workload.namespace ?? 'default') && collide(workload, other))
      .map(other => {
        const chance = namingOf(workload) === 'random'
        return {
          verdict: chance ? 'warning' : 'problem',
          message: `Container groups of ${targetOf(other)} (${other.file}:${other.line}) ${chance ? 'may get the same names' : 'have the same names'}, ${groupNameStem(other)}….`,
          line: workload.line,
          remedy: `Rename one of them, or let their connectors use different ACI resource groups.`,
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
