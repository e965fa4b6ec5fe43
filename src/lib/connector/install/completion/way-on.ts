import type {InstallPlan} from '../plan.ts'
import type {Wanted} from '../wanted.ts'
import {workedBefore} from './go-back.ts'

/** What the user can do after an interrupt. A removal would also remove a node that was to be taken over, or a connector that was only to be repaired. */
export function wayOn(plan: InstallPlan, wanted: readonly Wanted[]): string {
  const [adopted] = wanted.flatMap(one => one.adopted ?? [])
  if (adopted !== undefined) return `Run the same command again to finish. Until then the node ${adopted.nodeName} may have no connector.`
  const goesBack = plan.connectors.some((one, index) => workedBefore({plan: one, wanted: wanted[index] as Wanted}) !== undefined)
  if (goesBack)
    return 'Run the same command again to finish, or run vkctl install-connector without the new options to go back to what worked before.'
  return wanted.every(({existing}) => existing.release?.status !== 'deployed')
    ? 'Run the same command again to finish, or run vkctl remove-connector to undo it.'
    : 'Run the same command again to finish.'
}
