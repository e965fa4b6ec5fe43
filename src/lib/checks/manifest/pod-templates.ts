import type {Metadata, PodSpec} from './pod-spec.ts'

interface PodTemplate {
  readonly metadata?: Metadata
  readonly spec: PodSpec
}

/** Deeper than the templates of all custom resources that we know. */
const deepest = 12

/** The pod templates in a custom resource, wherever they are: maps whose `spec` has a list of containers, each with an image. */
export function podTemplatesIn(value: unknown, depth = 0): readonly PodTemplate[] {
  if (typeof value !== 'object' || value === null || depth > deepest) return []
  if (Array.isArray(value)) return value.flatMap((item: unknown) => podTemplatesIn(item, depth + 1))
  const {spec, metadata} = value as {readonly spec?: unknown; readonly metadata?: unknown}
  if (isPodSpec(spec)) return [{spec, ...(isMap(metadata) && {metadata})}]
  return Object.values(value).flatMap((field: unknown) => (isPodSpec(field) ? [{spec: field}] : podTemplatesIn(field, depth + 1)))
}

function isPodSpec(value: unknown): value is PodSpec {
  if (!isMap(value) || !('containers' in value) || !Array.isArray(value.containers)) return false
  return value.containers.length > 0 && value.containers.every(container => isMap(container) && 'image' in container)
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
