import {UsageError} from '../../errors.ts'
import {known} from '../engine/fact.ts'
import {isFailure, type Finding} from '../engine/finding.ts'
import {judge} from '../engine/judge.ts'
import {manifestRules} from '../manifest-catalogue.ts'
import {targetOf} from './manifest-values.ts'
import {readManifests} from './reading/read-manifests.ts'
import {workloadKinds, workloadOf} from './workload.ts'

/** What `validate -f` prints (schemas/validation.schema.json). */
export interface ManifestValidation {
  readonly ok: boolean
  readonly findings: readonly Finding[]
  readonly connectors: readonly never[]
}

/**
 * Checks whether the workloads in manifests can run on virtual nodes. It asks neither Azure nor a cluster. Throws UsageError if the files contain no
 * workload.
 * @param files Paths; `-` is stdin.
 */
export async function validateManifests(files: readonly string[], readInput: () => Promise<string>): Promise<ManifestValidation> {
  const objects = await readManifests(files, readInput)
  const workloads = objects.flatMap(object => workloadOf(object) ?? [])
  if (workloads.length === 0) {
    const [first] = objects
    throw new UsageError(`${first?.file ?? ''}:${first?.line ?? 1}: the files contain no workload, only ${kindsOf(objects)}.`, {
      hints: [`vkctl checks objects of these kinds: ${workloadKinds.join(', ')}.`],
    })
  }
  const shared = {workloads: known(workloads), secrets: known(objects.filter(({kind}) => kind === 'Secret'))}
  const findings = workloads.flatMap(workload => {
    const {file, line} = workload
    const found = judge(manifestRules, {target: targetOf(workload)}, {...shared, workload: known(workload)})
    return found.map(finding => ({...finding, location: finding.location ?? {file, line}}))
  })
  return {ok: !findings.some(isFailure), findings, connectors: []}
}

function kindsOf(objects: readonly {readonly kind: string}[]): string {
  return [...new Set(objects.map(({kind}) => kind))].slice(0, 5).join(', ')
}
