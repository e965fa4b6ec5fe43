import {isDeepStrictEqual} from 'node:util'
import type {KubeObject} from '../../kubernetes/objects.ts'
import type {Difference} from '../../checks/facts/drift.ts'
import {fieldPath, isFields, type Fields} from './fields.ts'
import {managersOf, type Step} from './managers.ts'
import {shownValue} from './shown-values.ts'

interface Place {
  readonly text: string
  readonly steps: readonly Step[]
}

interface Pair extends Place {
  readonly expected: unknown
  readonly found: unknown
}

/** What only the API server and the controllers of Kubernetes write. */
const serverMetadata = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
  'managedFields',
])

/** Fields whose parts the user names. If there is none, each part is a difference; an empty map is the same as none. */
const textMaps: ReadonlySet<string | undefined> = new Set(['labels', 'annotations', 'data', 'matchLabels', 'nodeSelector'])

/** The differences between an object as the API server would store it and as it is, in the order of their paths. */
export function differencesBetween(expected: KubeObject, found: KubeObject): readonly Difference[] {
  const pairs = compare({text: '', steps: [], expected: contentOf(expected), found: contentOf(found)})
  return pairs
    .map(pair => {
      const place = {kind: found.kind ?? '', path: pair.text, steps: pair.steps}
      return {
        path: pair.text,
        expected: shownValue(pair.expected, place),
        found: shownValue(pair.found, place),
        by: pair.found === undefined ? [] : managersOf(found.metadata.managedFields ?? [], pair.steps),
      }
    })
    .toSorted((left, right) => left.path.localeCompare(right.path))
}

function contentOf(object: KubeObject): Fields {
  const {apiVersion: _, kind: __, status: ___, metadata, ...rest} = object as KubeObject & {readonly status?: unknown}
  return {...rest, metadata: Object.fromEntries(Object.entries(metadata).filter(([field]) => !serverMetadata.has(field)))}
}

function compare(pair: Pair): readonly Pair[] {
  const {expected, found} = pair
  if (isDeepStrictEqual(expected, found)) return []
  if (Array.isArray(expected) && Array.isArray(found)) return compareLists(pair, expected, found)
  const isTextMap = textMaps.has(pair.steps.at(-1)?.field)
  const asMap = (value: unknown): Fields | undefined => (isFields(value) ? value : value === undefined && isTextMap ? {} : undefined)
  const [left, right] = [asMap(expected), asMap(found)]
  if (left === undefined || right === undefined) return [pair]
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap(field =>
    compare({...under(pair, fieldPath(pair.text, field), {field}), expected: left[field], found: right[field]}),
  )
}

/** Compares lists by the names of their items, or else in their order. The order of named items has no meaning for vkctl. */
function compareLists(pair: Pair, expected: readonly unknown[], found: readonly unknown[]): readonly Pair[] {
  const [left, right] = [byName(expected), byName(found)]
  if (left !== undefined && right !== undefined) {
    return [...new Set([...left.keys(), ...right.keys()])].flatMap(name => {
      const [one, other] = [left.get(name), right.get(name)]
      const index = found.indexOf(other)
      return compare({...under(pair, `${pair.text}[${name}]`, {item: other ?? one, index}), expected: one, found: other})
    })
  }
  if (expected.length !== found.length || !expected.every(isFields)) return [pair]
  return expected.flatMap((one, index) =>
    compare({...under(pair, `${pair.text}[${index}]`, {item: found[index], index}), expected: one, found: found[index]}),
  )
}

function byName(items: readonly unknown[]): ReadonlyMap<string, Fields> | undefined {
  const named = items.filter(isFields).map(item => [item['name'], item] as const)
  const map = new Map(named.filter((one): one is readonly [string, Fields] => typeof one[0] === 'string'))
  return map.size === items.length ? map : undefined
}

function under({steps}: Place, text: string, step: Step): Place {
  return {text, steps: [...steps, step]}
}
