import type {Flaw} from '../../manifest/flaw.ts'
import {manifestRule} from '../../manifest/manifest-rule.ts'
import {fateOf} from '../../manifest/pod-fields/table.ts'
import type {Workload} from '../../manifest/workload.ts'

export const ignoredFields = manifestRule({
  id: 'ignored-fields',
  title: 'The provider ignores no field that the pods need',
  page: {
    symptom: 'A program starts in another folder, as another user or with another host name than the manifest says.',
    cause:
      'The provider passes some fields of a pod to ACI and ignores others, such as `workingDir`, `securityContext` and `hostname`. The page `docs/pod-fields.md` says for every field what becomes of it.',
    fix: 'Do in the image or in the command what the field would do, or run the pods on ordinary nodes.',
  },
  well: 'No field that the provider ignores makes a difference',
  find: ({workload}) => lossesIn(workload.pod, '', workload),
})

function lossesIn(value: unknown, path: string, workload: Workload): readonly Flaw[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((item: unknown) => lossesIn(item, path, workload))
  return Object.entries(value).flatMap(([name, field]: [string, unknown]) => {
    const below = path === '' ? name : `${path}.${name}`
    const line = workload.lineOf(value, name)
    const fate = fateOf(below)
    if (fate?.fate === 'refused' && fate.check === 'ignored-fields')
      return [{message: `The pods have ${below}. ${fate.note.replaceAll('`', '')}`, line, remedy: `Remove ${below}.`}]
    const loss = fate?.loss
    if (loss === undefined) return lossesIn(field, below, workload)
    if (!(loss.when ?? isGiven)(field)) return []
    return [{verdict: 'warning' as const, message: `The provider ignores ${below}: ${loss.so}.`, line, remedy: loss.remedy}]
  })
}

function isGiven(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return value !== false && value !== ''
}
