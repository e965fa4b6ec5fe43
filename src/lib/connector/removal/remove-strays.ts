import type {DescribedAssignment} from '../inventory/described-assignments.ts'
import type {RemoveOutcome} from '../model/outcome.ts'
import {readAssignments} from './read-things.ts'
import {takeOrWarn} from './take-last-steps.ts'
import type {TakeContext} from './take-steps.ts'
import {whyLeft} from './why-left.ts'

/** Deletes role assignments of connectors of which nothing else is left. */
export async function removeStrays(context: TakeContext, strays: readonly DescribedAssignment[]): Promise<readonly RemoveOutcome[]> {
  const outcomes: RemoveOutcome[] = []
  for (const [connectorName, ofOne] of Map.groupBy(strays, one => one.connectorName)) {
    const deleted: string[] = []
    for (const {id} of ofOne) if (await takeOrWarn(context, {do: 'delete-role-assignment', id})) deleted.push(id)
    const {things, hidden} = await readAssignments(context.host, context.session, ofOne)
    const there = new Set([...things, ...hidden].flatMap(one => ('id' in one && one.id !== undefined ? one.id : [])))
    // Azure may list a role assignment for some minutes after it was deleted.
    const left = ofOne.filter(({id}) => !deleted.includes(id) && there.has(id))
    outcomes.push({
      result: {
        connectorName,
        osType: null,
        release: null,
        nodeName: null,
        removed: ofOne.filter(one => !left.includes(one)).map(({id}) => `role assignment ${id}`),
        left: left.map(({id}) => `role assignment ${id}`),
        reasons: left.flatMap(
          ({id}) => whyLeft({kind: 'role assignment', id}, {nodeName: '', release: ''}, context.journal.failures) ?? [],
        ),
      },
      error: undefined,
    })
  }
  return outcomes
}
