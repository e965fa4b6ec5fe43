import {UsageError} from '../../errors.ts'
import {known} from '../engine/fact.ts'
import {isFailure, type Finding} from '../engine/finding.ts'
import {judge, type FactsOf} from '../engine/judge.ts'
import {daemonSetRules, manifestRules, objectRules} from '../manifest-catalogue.ts'
import {podPlacement} from '../rules/manifest/placement.ts'
import {targetOf, type ManifestValues} from './manifest-values.ts'
import {notMeant} from './meant-for.ts'
import type {ManifestObject} from './objects.ts'
import {aimsAtVirtualNodes} from './placement.ts'
import {lookedAt, readManifests} from './reading/read-manifests.ts'
import {isUnchecked} from './unchecked.ts'
import {isCustom, workloadKinds, workloadsOf, type Workload} from './workload.ts'

/** What `validate -f` prints (schemas/validation.schema.json). */
export interface ManifestValidation {
  readonly ok: boolean
  readonly findings: readonly Finding[]
  readonly connectors: readonly never[]
}

/**
 * Checks whether the workloads in manifests can run on virtual nodes, and whether Kubernetes accepts the objects. It asks neither Azure nor a cluster.
 * Throws UsageError if the files contain no workload.
 * @param files Paths of files and folders; `-` is stdin.
 * @param warn Gets one sentence about everything that is not checked, if there is something.
 */
export async function validateManifests(
  files: readonly string[],
  readInput: () => Promise<string>,
  warn: (text: string) => void,
): Promise<ManifestValidation> {
  const objects = await readManifests(files, readInput)
  const made = objects.map(object => ({object, workloads: workloadsOf(object)}))
  const all = made.flatMap(({workloads}) => workloads)
  if (all.length === 0) throw noWorkload(objects)
  const meant = new Set(all.filter(workload => notMeant(workload, all) === undefined))
  // Of all objects, checks of workloads look only at these.
  const shared = {workloads: known([...meant]), objects: known(objects.filter(({kind}) => lookedAt.has(kind)))}
  const findings = made.flatMap(({object, workloads}) => {
    const facts = {...shared, object: known(object)}
    const checked = workloads.filter(workload => meant.has(workload))
    const found = located(judge(objectRules, {target: targetOf(object)}, facts), object)
    if (checked.length > 0) return [...found, ...checked.flatMap(workload => judgeWorkload(workload, facts))]
    const [first] = workloads
    const reason = first === undefined ? (isCustom(object) ? 'vkctl finds no pod template in it' : undefined) : notMeant(first, all)
    return [...(reason === undefined ? [] : [unchecked(object, reason)]), ...found.filter(({verdict}) => verdict !== 'ok')]
  })
  const left = findings.filter(isUnchecked)
  if (left.length > 0)
    warn(
      `Not checked: ${left.map(({target, message, location}) => `${target} (${location?.file ?? ''}:${location?.line ?? ''}): ${message}`).join('; ')}.`,
    )
  return {ok: !findings.some(isFailure), findings, connectors: []}
}

function judgeWorkload(workload: Workload, facts: FactsOf<ManifestValues>): readonly Finding[] {
  // The API server says why there are no containers.
  if ((workload.pod.containers ?? []).length === 0) return []
  const rules = workload.kind === 'DaemonSet' && !aimsAtVirtualNodes(workload.pod) ? daemonSetRules : manifestRules
  return located(judge(rules, {target: targetOf(workload)}, {...facts, workload: known(workload)}), workload)
}

/** The finding about an object that is not checked, because its pods are not for virtual nodes or cannot be found. */
function unchecked(object: ManifestObject, reason: string): Finding {
  const {id, category, title, docs} = podPlacement
  const {file, line} = object
  return {
    id,
    category,
    verdict: 'skipped',
    title,
    message: reason,
    remedy: '',
    target: targetOf(object),
    docs,
    location: {file, line},
  }
}

/** Findings without a location are about the object. They share one, because most findings of a large file have none. */
function located(findings: readonly Finding[], {file, line}: {readonly file: string; readonly line: number}): readonly Finding[] {
  const ofObject = {file, line}
  return findings.map(finding => ({...finding, location: finding.location ?? ofObject}))
}

function noWorkload(objects: readonly ManifestObject[]): UsageError {
  const [first] = objects
  const kinds = [...new Set(objects.map(({kind}) => kind))].slice(0, 5).join(', ')
  return new UsageError(`${first?.file ?? ''}:${first?.line ?? 1}: the files contain no workload, only ${kinds}.`, {
    hints: [`vkctl checks objects of these kinds: ${workloadKinds.join(', ')}; and custom resources with a pod template.`],
  })
}
