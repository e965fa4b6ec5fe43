import {virtualNodeTaint as taint} from '../../connector/model/deployment-arguments.ts'
import type {PodSpec} from './pod-spec.ts'
import type {Workload} from './workload.ts'

/** The toleration of the taint of virtual nodes, whatever its value. */
export const toleration = {key: taint.key, operator: 'Exists', effect: taint.effect}

/** The label that only virtual nodes have. */
export const typeLabel = {key: 'type', value: 'virtual-kubelet'}

export type Os = 'linux' | 'windows'

/** The values of a node label that a pod requires; undefined if the pod does not require the label. */
export function requiredValues({nodeSelector = {}, affinity}: PodSpec, label: string): readonly string[] | undefined {
  if (Object.hasOwn(nodeSelector, label)) return [nodeSelector[label] ?? '']
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  // Only one of the terms has to match, so the label is required only if every term names it.
  const perTerm = terms.map(
    ({matchExpressions = []}) => matchExpressions.find(({key, operator}) => key === label && operator === 'In')?.values,
  )
  return perTerm.length === 0 || perTerm.includes(undefined) ? undefined : perTerm.flatMap((values = []) => values)
}

export function selectsVirtualNodes(pod: PodSpec): boolean {
  return requiredValues(pod, typeLabel.key)?.every(value => value === typeLabel.value) ?? false
}

/** Whether the pod selects a single node, by nodeName or by the label kubernetes.io/hostname. */
export function isPinned(pod: PodSpec): boolean {
  return pod.nodeName !== undefined || requiredValues(pod, 'kubernetes.io/hostname') !== undefined
}

export function toleratesVirtualNodes({tolerations = []}: PodSpec): boolean {
  return tolerations.some(({key = '', operator = 'Equal', value, effect = ''}) => {
    if (effect !== '' && effect !== taint.effect) return false
    if (operator === 'Exists') return key === '' || key === taint.key
    return key === taint.key && value === taint.value
  })
}

/** Whether the pod names a node that is called as virtual nodes are: by vkctl and the charts, or by the add-on of AKS. */
function namesVirtualNode({nodeName = ''}: PodSpec): boolean {
  return /^virtual-(kubelet|node)/.test(nodeName)
}

/** Whether the pod is meant for virtual nodes. A toleration of every taint does not count. */
export function aimsAtVirtualNodes(pod: PodSpec): boolean {
  const named = pod.tolerations?.some(({key}) => key === taint.key) === true
  return named || selectsVirtualNodes(pod) || namesVirtualNode(pod) || (isPinned(pod) && toleratesVirtualNodes(pod))
}

/** The operating system that the pod selects, by the current or the deprecated label; undefined if it selects none or several. */
export function selectedOs(pod: PodSpec): string | undefined {
  const values = requiredValues(pod, 'kubernetes.io/os') ?? requiredValues(pod, 'beta.kubernetes.io/os')
  return values?.length === 1 ? values[0] : undefined
}

/** The operating system of the pods: by their node selector, else by os.name, else by their images; undefined if it cannot be told. */
export function osOf({pod}: Workload): Os | undefined {
  const said = selectedOs(pod) ?? pod.os?.name
  if (said === 'windows' || said === 'linux') return said
  return pod.containers?.some(({image}) => isWindowsImage(image)) === true ? 'windows' : undefined
}

const windowsImages = /^(mcr\.microsoft\.com\/(windows|dotnet\/framework)|microsoft\/(iis|nanoserver|windowsservercore|aspnet))(\/|:|@|$)/

/** Whether the name is that of a Windows image of Microsoft, on mcr.microsoft.com or formerly on Docker Hub. */
export function isWindowsImage(image: string | undefined): boolean {
  return image !== undefined && windowsImages.test(image)
}

/** YAML for the pod spec that selects virtual nodes with an operating system, and that tolerates their taint. */
export const selectorFor = (os: Os): string => `nodeSelector: {${typeLabel.key}: ${typeLabel.value}, kubernetes.io/os: ${os}}`
export const tolerationText = `tolerations: [{key: ${toleration.key}, operator: ${toleration.operator}, effect: ${toleration.effect}}]`
