import {dump} from 'js-yaml'
import type {Finding, Verdict} from '../../../../src/lib/checks/engine/finding.ts'
import {validateManifests} from '../../../../src/lib/checks/manifest/validate-manifests.ts'

/** One case of a rule about manifests: what differs from a Deployment that is well, and what the rule makes of it. */
export interface ManifestCase {
  readonly name: string
  /** Default: Deployment. */
  readonly kind?: string
  readonly metadata?: object
  /** Fields of the metadata of the pod's template. */
  readonly podMetadata?: object
  /** Fields of the pod's spec; undefined takes one away. */
  readonly pod?: Readonly<Record<string, unknown>>
  /** Fields of the only container. */
  readonly container?: Readonly<Record<string, unknown>>
  /** Fields of the workload's spec. */
  readonly spec?: object
  /** Fields of the object, such as apiVersion. */
  readonly object?: object
  /** More objects, behind it. */
  readonly more?: readonly object[]
  /** What the finding is about; default: the workload. */
  readonly target?: string
  /** Default: that it fires means problem, that it does not means ok. */
  readonly verdict?: Verdict
  readonly message: RegExp
  readonly remedy?: RegExp
  /** What stands on the line that is pointed at. */
  readonly at?: RegExp
}

export interface CasesOfManifestRule {
  readonly fires: readonly ManifestCase[]
  readonly quiet: readonly ManifestCase[]
}

export type ManifestCases = Readonly<Record<string, CasesOfManifestRule>>

export const selector = {type: 'virtual-kubelet', 'kubernetes.io/os': 'linux'}
export const windows = {nodeSelector: {type: 'virtual-kubelet', 'kubernetes.io/os': 'windows'}}

/** The pod of a workload that can run on a virtual node for Linux. */
const wellPod = {
  automountServiceAccountToken: false,
  nodeSelector: selector,
  tolerations: [{key: 'virtual-kubelet.io/provider', operator: 'Exists'}],
}
const wellContainer = {
  name: 'web',
  image: 'myregistry.azurecr.io/web:1.0',
  resources: {requests: {cpu: 1, memory: '1G'}, limits: {cpu: 1, memory: '1G'}},
}

/** An object with a pod in it, at the place where its kind has it. */
export function workload({
  kind = 'Deployment',
  metadata = {name: 'web'},
  pod = {},
  container = {},
  spec = {},
  podMetadata = {},
  object = {},
}: Partial<ManifestCase>): object {
  const ends = kind.endsWith('Job') ? {restartPolicy: 'Never'} : {}
  const podSpec = {containers: [{...wellContainer, ...container}], ...wellPod, ...ends, ...pod}
  const template = {template: {metadata: {labels: {app: 'web'}, ...podMetadata}, spec: podSpec}}
  const specs: Readonly<Record<string, object>> = {
    Pod: podSpec,
    Job: template,
    CronJob: {schedule: '0 * * * *', jobTemplate: {spec: template}},
  }
  const apiVersion = kind === 'Pod' || kind === 'ReplicationController' ? 'v1' : kind.endsWith('Job') ? 'batch/v1' : 'apps/v1'
  return {apiVersion, kind, metadata, ...object, spec: {...(specs[kind] ?? {selector: {matchLabels: {app: 'web'}}, ...template}), ...spec}}
}

export interface Judged {
  readonly findings: readonly Finding[]
  /** The text of the line that a finding points at. */
  readonly lineOf: (finding: Finding) => string | undefined
}

/** What is said of some objects, written as one stream of YAML. */
export async function judged(...objects: readonly object[]): Promise<Judged> {
  const source = objects.map(object => dump(object, {noRefs: true, skipInvalid: true})).join('---\n')
  const {findings} = await validateManifests(
    ['-'],
    async () => source,
    () => {},
  )
  return {findings, lineOf: ({location}) => source.split('\n')[(location?.line ?? 0) - 1]}
}
