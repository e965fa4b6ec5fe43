import type {KubeObject} from '../../kubernetes/objects.ts'

/** Something that belongs to a connector and is removed with it. */
export type Thing =
  | {readonly kind: 'release'; readonly name: string}
  /** `ofChart`: Helm created it, and removes it with the release. */
  | {readonly kind: 'object'; readonly object: KubeObject; readonly ofChart: boolean}
  /** `certain`: it certainly belongs to this cluster. Only such container groups are deleted. */
  | {readonly kind: 'container group'; readonly aciResourceGroup: string; readonly name: string; readonly certain: boolean}
  /** `id`: its ARM id. */
  | {readonly kind: 'role assignment'; readonly id: string}

/** Something that could not be read. `kind`: the Kubernetes kind, or the kind of a thing. `reason`: for people. */
export interface Hidden {
  readonly kind: string
  /** ARM id of a role assignment. */
  readonly id?: string
  readonly reason: string
}

/** The things of a connector, and what could not be read. */
export interface Things {
  readonly things: readonly Thing[]
  readonly hidden: readonly Hidden[]
}

/** Each thing once, even if several reads found it. */
export function together(read: readonly Things[]): Things {
  const things = new Map(read.flatMap(one => one.things).map(thing => [inWords(thing), thing]))
  return {things: [...things.values()], hidden: read.flatMap(({hidden}) => hidden)}
}

/** ARM ids of the role assignments that are there, or that could not be read. */
export function assignmentsIn(all: readonly Things[]): readonly string[] {
  return all.flatMap(({things, hidden}) => [...things, ...hidden]).flatMap(one => ('id' in one && one.id !== undefined ? one.id : []))
}

/** The things without the role assignments of these ARM ids. */
export function withoutAssignments({things, hidden}: Things, ids: readonly string[]): Things {
  const isOther = (one: Thing | Hidden): boolean => !('id' in one) || one.id === undefined || !ids.includes(one.id)
  return {things: things.filter(isOther), hidden: hidden.filter(isOther)}
}

/** The things without the objects for which their release stands. */
export function toldThings({things}: Things): readonly Thing[] {
  const isReleased = things.some(({kind}) => kind === 'release')
  return things.filter(thing => !isReleased || thing.kind !== 'object' || !thing.ofChart)
}

/** A thing in words, as `removed` and `left` name it: `pod default/web-0`, `node virtual-kubelet-linux-eastus`. */
export function inWords(thing: Thing): string {
  if (thing.kind === 'release') return `release ${thing.name}`
  if (thing.kind === 'container group') return `container group ${thing.aciResourceGroup}/${thing.name}`
  if (thing.kind === 'role assignment') return `role assignment ${thing.id}`
  const {kind = '', metadata} = thing.object
  return `${kind.toLowerCase()} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`
}

/** The kind of a thing, as in {@link Hidden}. */
export function kindOf(thing: Thing): string {
  return thing.kind === 'object' ? (thing.object.kind ?? '') : thing.kind
}
