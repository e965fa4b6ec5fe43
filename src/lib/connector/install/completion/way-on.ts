import type {InstallPlan} from '../plan.ts'
import type {Wanted} from '../wanted.ts'
import {workedBefore} from './go-back.ts'

/** What the user can do after an interrupt. A removal would also remove a node that was to be taken over. */
export function wayOn(plan: InstallPlan, wanted: readonly Wanted[]): string {
  const [adopted] = wanted.flatMap(one => one.adopted ?? [])
  if (adopted !== undefined) return `Run the same command again to finish. Until then the node ${adopted.nodeName} may have no connector.`
  const undo = plan.connectors.some((one, index) => workedBefore({plan: one, wanted: wanted[index] as Wanted}) !== undefined)
    ? 'run vkctl install-connector without the new options to go back to what worked before'
    : 'run vkctl remove-connector to undo it'
  return `Run the same command again to finish, or ${undo}.`
}
