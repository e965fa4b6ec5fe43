import type {V1Container} from '@kubernetes/client-node/dist/gen/models/V1Container.js'
import type {V1ObjectMeta} from '@kubernetes/client-node/dist/gen/models/V1ObjectMeta.js'
import type {V1PodSpec} from '@kubernetes/client-node/dist/gen/models/V1PodSpec.js'
import type {V1Volume} from '@kubernetes/client-node/dist/gen/models/V1Volume.js'

/** A value as a manifest has it: of the right type, because others were removed (schema-faults.ts), but any field can be missing. */
export type Given<T> = T extends readonly (infer Item)[]
  ? readonly Given<Item>[]
  : T extends object
    ? {readonly [Key in keyof T]?: Given<T[Key]>}
    : T

export type PodSpec = Given<V1PodSpec>
export type Container = Given<V1Container>
export type Volume = Given<V1Volume>

/** What the checks need of the metadata of an object or of a pod template. */
export type Metadata = Given<Pick<V1ObjectMeta, 'name' | 'generateName' | 'namespace' | 'labels' | 'annotations'>>

/** A container, and how messages call it. */
export interface NamedContainer {
  readonly container: Container
  /** `Container web` or `Init container wait`. */
  readonly label: string
}

/** The label of a container inside a sentence: `container web`. */
export function inSentence(label: string): string {
  return `${label.charAt(0).toLowerCase()}${label.slice(1)}`
}

export function appContainers({containers = []}: PodSpec): readonly NamedContainer[] {
  return containers.map((one, index) => ({container: one, label: `Container ${one.name ?? index + 1}`}))
}

export function initContainers({initContainers: list = []}: PodSpec): readonly NamedContainer[] {
  return list.map((one, index) => ({container: one, label: `Init container ${one.name ?? index + 1}`}))
}

/** All containers; init containers first, because they run first. */
export function allContainers(pod: PodSpec): readonly NamedContainer[] {
  return [...initContainers(pod), ...appContainers(pod)]
}
