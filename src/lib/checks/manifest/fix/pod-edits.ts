import {aimsAtVirtualNodes, osOf, selectedOs, toleratesVirtualNodes, toleration, typeLabel} from '../placement.ts'
import {amountOf} from '../quantity.ts'
import {leastBytes, limitOf, requestOf, totalRequest} from '../resources.ts'
import type {Container, PodSpec} from '../pod-spec.ts'
import type {Workload} from '../workload.ts'
import {addFields, addItem, replaceScalar, type Edit} from './edit.ts'
import {fieldAt, type YamlNode} from './yaml-tree.ts'

/** What can be changed without doubt in the pods of a workload. */
export function podEdits(source: string, spec: YamlNode | undefined, workload: Workload): readonly Edit[] {
  return [...placementEdits(source, spec, workload), ...osLabelEdits(spec, workload.pod), ...sizeEdits(spec, workload.pod)]
}

function placementEdits(source: string, spec: YamlNode | undefined, workload: Workload): readonly Edit[] {
  const [selector, tolerations] = [fieldAt(spec, 'nodeSelector'), fieldAt(spec, 'tolerations')]
  const wanted = wantedLabels(workload)
  const isSelected = Object.keys(wanted).length === 0
  const isTolerated = toleratesVirtualNodes(workload.pod) || workload.pod.nodeName !== undefined
  const added = {
    ...(!isSelected && selector === undefined && {nodeSelector: wanted}),
    ...(!isTolerated && tolerations === undefined && {tolerations: [toleration]}),
  }
  return [
    ...(Object.keys(added).length === 0 ? [] : addFields(source, spec, added)),
    ...(isSelected ? [] : addFields(source, selector, wanted)),
    ...(isTolerated ? [] : addItem(source, tolerations, toleration)),
  ]
}

/** The labels that the node selector lacks. A pod that tolerates virtual nodes and selects none may be for both kinds of nodes. */
function wantedLabels(workload: Workload): Readonly<Record<string, string>> {
  const {pod} = workload
  const aims = aimsAtVirtualNodes(pod)
  // Without a hint in the manifest, the selector is that of the Linux sample.
  const os = osOf(workload) ?? (aims ? undefined : 'linux')
  return {
    ...(!aims && pod.nodeSelector?.[typeLabel.key] === undefined && {[typeLabel.key]: typeLabel.value}),
    ...(selectedOs(pod) === undefined && os !== undefined && {'kubernetes.io/os': os}),
  }
}

/** Virtual nodes have both labels, and one of them is deprecated. */
function osLabelEdits(spec: YamlNode | undefined, {nodeSelector = {}}: PodSpec): readonly Edit[] {
  const selector = fieldAt(spec, 'nodeSelector')
  if (selector?.kind !== 'map' || nodeSelector['kubernetes.io/os'] !== undefined) return []
  return selector.entries
    .filter(({key}) => key === 'beta.kubernetes.io/os')
    .flatMap(({keyNode}) => replaceScalar(keyNode, 'kubernetes.io/os'))
}

/** Rounds up equal requests and limits that ACI would refuse because the provider rounds them down. */
function sizeEdits(spec: YamlNode | undefined, pod: PodSpec): readonly Edit[] {
  const containers = fieldAt(spec, 'containers')
  if (containers?.kind !== 'list') return []
  return (pod.containers ?? []).flatMap((container, index) =>
    (['cpu', 'memory'] as const).flatMap(resource => {
      const text = roundedUp(container, pod, resource)
      const resources = fieldAt(containers.items[index], 'resources')
      return text === undefined ? [] : ['requests', 'limits'].flatMap(kind => replaceScalar(fieldAt(resources, kind, resource), text))
    }),
  )
}

function roundedUp(container: Container, pod: PodSpec, resource: 'cpu' | 'memory'): string | undefined {
  const {requests = {}, limits = {}} = container.resources ?? {}
  const limit = limits[resource]
  // With a wrong unit, nobody knows what was meant.
  if (
    limit === undefined ||
    (resource === 'memory' && amountOf(limit) < leastBytes) ||
    amountOf(requests[resource] ?? limit) !== amountOf(limit)
  )
    return undefined
  const size = resource === 'cpu' ? 'cpu' : 'memoryGb'
  const [asked, allowed] = [requestOf(container)[size], limitOf(container)[size]]
  if (allowed >= asked && allowed <= totalRequest(pod)[size]) return undefined
  return resource === 'cpu' ? `${Math.ceil(amountOf(limit) * 100) * 10}m` : `${Math.max(Math.ceil(amountOf(limit) / 1e8), 1) * 100}M`
}
