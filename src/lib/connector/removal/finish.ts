import {factOf} from '../../checks/engine/fact.ts'
import {ofKind, type NamespaceObject} from '../../kubernetes/objects.ts'
import {readObjects} from '../../kubernetes/read.ts'
import {reasonsOf} from '../../kubernetes/unread.ts'
import type {AssignedConnector} from './assigned-connectors.ts'
import type {RemoveOutcome} from '../model/outcome.ts'
import {isRecordObject} from '../model/record/record.ts'
import {outcomeOf} from './outcomes.ts'
import {takeLastSteps, type LastNamespace} from './take-last-steps.ts'
import type {TakeContext, Taken} from './take-steps.ts'
import {readAllGroups} from './container-groups.ts'
import {readThings} from './read-things.ts'
import {assignmentsIn, withoutAssignments, type Things} from './things.ts'

/** Removes what the connectors shared, if nothing else is left of them. Then reads what is still there. */
export async function finish(
  context: TakeContext,
  taken: readonly Taken[],
  others: readonly AssignedConnector[],
): Promise<readonly RemoveOutcome[]> {
  const {host, session, journal} = context
  const readAll = async (): Promise<readonly Things[]> => {
    const groups = await readAllGroups(host)
    return Promise.all(taken.map(({target}) => readThings(host, session, {...target, assignments: target.connector.assignments}, groups)))
  }
  const between = await readAll()
  const gone = taken.filter(({error}, index) => error === undefined && isGone(between[index]))
  const staying = [...others, ...taken.filter(one => !gone.includes(one)).map(({target}) => target.connector)]
  const namespaces = await takeLastSteps(context, {
    gone: gone.map(({target}) => target.connector),
    staying,
    assignments: assignmentsIn(taken.map(({target}) => target.before)),
  })
  const [read, seen] = await host.talk.during('read', 'Looking for what is left', () =>
    Promise.all([readAll(), Promise.all(namespaces.map(one => lookAt(context, one)))]),
  )
  // Azure may list a role assignment for some minutes after it was deleted: https://github.com/hashicorp/terraform-provider-azurerm/issues/5038
  const deleted = journal.done.flatMap(step => (step.do === 'delete-role-assignment' ? [step.id] : []))
  const after = read.map(things => withoutAssignments(things, deleted))
  return taken.map(({target, error}, index) =>
    outcomeOf({
      target,
      error,
      after: after[index] as Things,
      // If connectors that share a role assignment could not be removed, the result of each names it.
      staying: staying.includes(target.connector) ? others : staying,
      failures: journal.failures,
      namespace: seen.find(({name, release}) => name === target.connector.namespace && release === target.connector.release),
    }),
  )
}

/** Whether nothing is left but what vkctl removes last: role assignments, which connectors can share, and the record. */
function isGone(between: Things | undefined): boolean {
  return (
    between !== undefined &&
    between.things.every(thing => thing.kind === 'role assignment' || (thing.kind === 'object' && isRecordObject(thing.object))) &&
    between.hidden.every(({kind}) => kind === 'role assignment' || kind === 'ConfigMap')
  )
}

async function lookAt(
  {host, session}: TakeContext,
  namespace: LastNamespace,
): Promise<LastNamespace & {readonly isThere: boolean; readonly object?: NamespaceObject}> {
  const read = await factOf(readObjects(session.kubectl, [{apiVersion: 'v1', kind: 'Namespace', name: namespace.name}]), host.signal)
  const reasons = read.known ? reasonsOf(read.value.unread) : [read.reason]
  const isThere = reasons.length > 0 || (read.known && read.value.objects.length > 0)
  const [object] = read.known ? ofKind(read.value.objects, 'Namespace') : []
  return {...namespace, unknown: [...namespace.unknown, ...reasons], isThere, ...(object !== undefined && {object})}
}
