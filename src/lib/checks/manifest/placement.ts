import type {PodSpec} from './pod-spec.ts'
import type {Workload} from './workload.ts'

/** The taint of virtual nodes, `virtual-kubelet.io/provider=azure:NoSchedule` (azure-aci v1.6.4, pkg/provider/vk_node.go). */
const taint = {key: 'virtual-kubelet.io/provider', value: 'azure'}

/** The label of virtual nodes that no other node has. */
const typeLabel = {key: 'type', value: 'virtual-kubelet'}

export type Os = 'linux' | 'windows'

/** The values of a node's label that a pod may be placed by; undefined when it does not care. */
export function requiredValues({nodeSelector = {}, affinity}: PodSpec, label: string): readonly string[] | undefined {
  if (Object.hasOwn(nodeSelector, label)) return [nodeSelector[label] ?? '']
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  // One of the terms has to hold, so the pod cares only when each of them names the label.
  const perTerm = terms.map(
    ({matchExpressions = []}) => matchExpressions.find(({key, operator}) => key === label && operator === 'In')?.values,
  )
  return perTerm.length === 0 || perTerm.includes(undefined) ? undefined : perTerm.flatMap((values = []) => values)
}

export function selectsVirtualNodes(pod: PodSpec): boolean {
  return requiredValues(pod, typeLabel.key)?.every(value => value === typeLabel.value) ?? false
}

/** Whether a node is named. */
export function isPinned(pod: PodSpec): boolean {
  return pod.nodeName !== undefined || requiredValues(pod, 'kubernetes.io/hostname') !== undefined
}

export function toleratesVirtualNodes({tolerations = []}: PodSpec): boolean {
  return tolerations.some(({key = '', operator = 'Equal', value, effect = ''}) => {
    if (effect !== '' && effect !== 'NoSchedule') return false
    if (operator === 'Exists') return key === '' || key === taint.key
    return key === taint.key && value === taint.value
  })
}

/** Whether anything says that the pod is meant for virtual nodes. That it tolerates every taint says nothing. */
export function aimsAtVirtualNodes(pod: PodSpec): boolean {
  const named = pod.tolerations?.some(({key}) => key === taint.key) === true
  return named || selectsVirtualNodes(pod) || (isPinned(pod) && toleratesVirtualNodes(pod))
}

/** The operating system that the pod is placed by, in both spellings of the label. */
export function selectedOs(pod: PodSpec): string | undefined {
  const values = requiredValues(pod, 'kubernetes.io/os') ?? requiredValues(pod, 'beta.kubernetes.io/os')
  return values?.length === 1 ? values[0] : undefined
}

/** The operating system of the pods, by what places them or else by what they say of themselves; undefined when nothing tells. */
export function osOf({pod}: Workload): Os | undefined {
  const said = selectedOs(pod) ?? pod.os?.name
  if (said === 'windows' || said === 'linux') return said
  return pod.containers?.some(({image}) => isWindowsImage(image)) === true ? 'windows' : undefined
}

const windowsImages = /^(mcr\.microsoft\.com\/(windows|dotnet\/framework)|microsoft\/(iis|nanoserver|windowsservercore|aspnet))(\/|:|@|$)/

/** Whether an image is one of Microsoft's Windows images by its name, of today or of Docker Hub. */
export function isWindowsImage(image: string | undefined): boolean {
  return image !== undefined && windowsImages.test(image)
}

/** What to add to a pod for an operating system. */
export const selectorFor = (os: Os): string => `nodeSelector: {${typeLabel.key}: ${typeLabel.value}, kubernetes.io/os: ${os}}`
export const toleration = `tolerations: [{key: ${taint.key}, operator: Exists, effect: NoSchedule}]`
