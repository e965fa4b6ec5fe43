import type {UserError} from '../../errors.ts'
import type {RemoveOutcome} from '../model/outcome.ts'
import type {AssignedConnector} from './assigned-connectors.ts'
import type {RemovalTarget} from './facts.ts'
import type {LastNamespace} from './take-last-steps.ts'
import {inWords, kindOf, toldThings, withoutAssignments, type Hidden, type Thing, type Things} from './things.ts'

/** One connector after a removal. */
export interface Ended {
  readonly target: RemovalTarget
  readonly error: UserError | undefined
  /** What is still there of it. */
  readonly after: Things
  /** The other connectors that stay. */
  readonly staying: readonly AssignedConnector[]
  /** The namespace that vkctl wanted to delete with it. `isThere`: whether it still exists. */
  readonly namespace: (LastNamespace & {readonly isThere: boolean}) | undefined
}

/** What was removed, and what is still there or could not be read. Pure. */
export function outcomeOf({target: {connector, before}, error, after, staying, namespace}: Ended): RemoveOutcome {
  const {connectorName, osType, release, nodeName} = connector
  const told = withoutAssignments(
    after,
    staying.flatMap(({assignments}) => assignments.map(({id}) => id)),
  )
  const removed = toldThings(before).filter(thing => isSeenGone(thing, after))
  const unknown = new Set([...told.hidden.map(({reason}) => reason), ...(namespace?.unknown ?? [])])
  const namespaceInWords = namespace === undefined ? [] : [`namespace ${namespace.name}`]
  return {
    result: {
      connectorName,
      osType,
      release,
      nodeName,
      removed: [...removed.map(inWords), ...(namespace?.isThere === false ? namespaceInWords : [])],
      left: [
        ...told.things.map(inWords),
        ...(namespace?.isThere === true ? namespaceInWords : []),
        ...[...unknown].map(reason => `unknown: ${reason}`),
      ],
    },
    error,
  }
}

/** Whether a thing is certainly gone: what could not be read may still be there. */
function isSeenGone(thing: Thing, {things, hidden}: Things): boolean {
  const name = inWords(thing)
  const mayBe = ({kind, id}: Hidden): boolean => kind === kindOf(thing) && (id === undefined || ('id' in thing && thing.id === id))
  return !things.some(one => inWords(one) === name) && !hidden.some(mayBe)
}
