import type {UserError} from '../../errors.ts'
import type {NamespaceObject} from '../../kubernetes/objects.ts'
import type {RemoveOutcome} from '../model/outcome.ts'
import type {AssignedConnector} from './assigned-connectors.ts'
import {valueOf} from '../../checks/engine/fact.ts'
import type {OwnedConnector, RemovalTarget} from './facts.ts'
import type {Step} from './steps/steps.ts'
import {whyLeft, whyNamespaceLeft} from './why-left.ts'
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
  /** The namespace that vkctl wanted to delete with it; `object` if it still exists. */
  readonly namespace: (LastNamespace & {readonly isThere: boolean; readonly object?: NamespaceObject}) | undefined
  readonly failures: ReadonlyMap<Step, unknown>
}

/** What was removed, and what is still there or could not be read. Pure. */
export function outcomeOf({target: {connector, before}, error, after, staying, namespace, failures}: Ended): RemoveOutcome {
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
      reasons: [
        ...told.things.flatMap(thing => whyLeft(thing, connector, failures) ?? []),
        ...[namespace?.object].flatMap(object => (object && whyNamespaceLeft(object, failures)) ?? []),
      ],
    },
    error,
  }
}

/** The outcome for a connector that vkctl leaves to its owner. Pure. */
export function outcomeOfOwned({connector, why}: OwnedConnector): RemoveOutcome {
  const {connectorName, osType, release, nodeName, workload, facts} = connector
  const it = workload === undefined ? `release ${release}` : `${workload.kind.toLowerCase()} ${workload.namespace}/${workload.name}`
  const left = [it, ...(valueOf(facts.node) === undefined ? [] : [`node ${nodeName}`])]
  return {
    result: {connectorName, osType, release, nodeName, removed: [], left, reasons: [{left: it, kind: 'owner', message: why}]},
    error: undefined,
  }
}

/** Whether a thing is certainly gone: what could not be read may still be there. */
function isSeenGone(thing: Thing, {things, hidden}: Things): boolean {
  const name = inWords(thing)
  const mayBe = ({kind, id}: Hidden): boolean => kind === kindOf(thing) && (id === undefined || ('id' in thing && thing.id === id))
  return !things.some(one => inWords(one) === name) && !hidden.some(mayBe)
}
