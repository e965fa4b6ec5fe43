import type {UserError} from '../../errors.ts'
import type {Installed} from '../inventory/installed.ts'
import type {RemoveOutcome} from '../model/outcome.ts'
import type {RemovalTarget} from './facts.ts'
import type {LastNamespace} from './take-last-steps.ts'
import {assignmentIdsOf, inWords, kindOf, type Thing, type Things} from './things.ts'

/** One connector at the end of a removal. */
export interface Ended {
  readonly target: RemovalTarget
  readonly error: UserError | undefined
  /** What is there of it now. */
  readonly after: Things
  /** Connectors that stay, without it. */
  readonly staying: readonly Installed[]
  /** The namespace that was to go with it; `isThere`: it did not. */
  readonly namespace: (LastNamespace & {readonly isThere: boolean}) | undefined
}

/** What was there and is gone, and what is still there or could not be read. Pure. */
export function outcomeOf({target: {connector, before}, error, after, staying, namespace}: Ended): RemoveOutcome {
  const {connectorName, osType, release, nodeName} = connector
  const used = new Set(staying.flatMap(({receipt}) => assignmentIdsOf(receipt)))
  const isUsed = (one: {readonly id?: string} | Thing): boolean => 'id' in one && one.id !== undefined && used.has(one.id)
  const removed = before.things.filter(thing => isSeenGone(thing, after) && !(thing.kind === 'object' && thing.ofChart))
  const hidden = after.hidden.filter(one => !isUsed(one)).map(({reason}) => reason)
  const unknown = new Set([...hidden, ...(namespace?.unknown ?? [])])
  const namespaceInWords = namespace === undefined ? [] : [`namespace ${namespace.name}`]
  return {
    result: {
      connectorName,
      osType,
      release,
      nodeName,
      removed: [...removed.map(inWords), ...(namespace?.isThere === false ? namespaceInWords : [])],
      left: [
        ...after.things.filter(thing => !isUsed(thing)).map(inWords),
        ...(namespace?.isThere === true ? namespaceInWords : []),
        ...[...unknown].map(reason => `unknown: ${reason}`),
      ],
    },
    error,
  }
}

/** What could not be read may still be there. */
function isSeenGone(thing: Thing, {things, hidden}: Things): boolean {
  const name = inWords(thing)
  return !things.some(one => inWords(one) === name) && !hidden.some(({kind}) => kind === kindOf(thing))
}
