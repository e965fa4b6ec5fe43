import {vkctl} from '../../../printed-commands/printed-command.ts'
import type {Line} from '../../../printed-commands/printed-lines.ts'
import {connectorOptions} from '../../model/connector-options.ts'
import type {InstallPlan} from '../plan.ts'
import type {Wanted} from '../wanted.ts'
import {workedBefore} from './go-back.ts'

const again = 'Run the same command again to finish.'

/**
 * What the user can do after an interrupt. Names the connectors of this run, and of them only those that it upgraded or that were not installed before: a removal
 * would also remove a node that was to be taken over, or a connector that was only to be repaired.
 */
export function wayOn(plan: InstallPlan, wanted: readonly Wanted[]): readonly Line[] {
  const [adopted] = wanted.flatMap(one => one.adopted ?? [])
  if (adopted !== undefined) return [again, `Until then the node ${adopted.nodeName} may have no connector.`]
  const upgraded = wanted.filter((one, index) => {
    const mine = plan.connectors[index]
    return mine !== undefined && workedBefore({plan: mine, wanted: one}) !== undefined
  })
  const added = wanted.filter(({existing}) => existing.release?.status !== 'deployed')
  return [
    again,
    ...(upgraded.length === 0 ? [] : waysBack(upgraded)),
    ...(added.length === 0 ? [] : ['Or undo it:', ...added.map(({record}) => vkctl`remove-connector ${connectorOptions(record)}`)]),
  ]
}

/** An install without new options, as long as the record has the old ones. */
export function waysBack(upgraded: readonly Pick<Wanted, 'record'>[]): readonly Line[] {
  return ['Or go back to what worked before:', ...upgraded.map(({record}) => vkctl`install-connector ${connectorOptions(record)}`)]
}
