import {UsageError} from '../../errors.ts'
import {known} from '../engine/fact.ts'
import {isFailure, type Finding} from '../engine/finding.ts'
import {judge} from '../engine/judge.ts'
import {manifestRules} from '../manifest-catalogue.ts'
import {targetOf} from './manifest-values.ts'
import {readManifests} from './reading/read-manifests.ts'
import {workloadKinds, workloadOf} from './workload.ts'

/** Each makes thirty findings, and each pair is compared. */
const mostWorkloads = 500

/** What validate prints of manifests (schemas/validation.schema.json). */
export interface ManifestValidation {
  readonly ok: boolean
  readonly findings: readonly Finding[]
  readonly connectors: readonly never[]
}

/**
 * Tells which workloads of some manifests can run on virtual nodes, without asking anybody. Throws UsageError for files that hold none.
 * @param files Paths; `-` is stdin.
 */
export async function validateManifests(files: readonly string[], readInput: () => Promise<string>): Promise<ManifestValidation> {
  const objects = await readManifests(files, readInput)
  const workloads = objects.flatMap(object => workloadOf(object) ?? [])
  if (workloads.length === 0) {
    const [first] = objects
    throw new UsageError(`${first?.file ?? ''}:${first?.line ?? 1}: there is nothing that makes pods, only ${kindsOf(objects)}.`, {
      hints: [`vkctl looks at ${workloadKinds.join(', ')}.`],
    })
  }
  if (workloads.length > mostWorkloads) {
    throw new UsageError(`There are ${workloads.length} workloads in the files; vkctl looks at ${mostWorkloads} at once.`, {
      hints: ['Give fewer files at once.'],
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
