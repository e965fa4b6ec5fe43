import {sameId} from '../../../azure/resources/ids.ts'
import {UserError} from '../../../errors.ts'
import {isSamePlace} from '../../model/record/place.ts'
import type {LeavePlace} from '../move/leave-place.ts'
import {deleteEarlierAssignments} from '../move/earlier-assignments.ts'
import {changesInWords, effectOnPods} from '../move/words.ts'
import {deleteEarlierGroups} from '../move/earlier-groups.ts'
import {changeRecord} from './change-record.ts'
import type {StepKind} from '../../session/step.ts'

export const leavePlace: StepKind<LeavePlace> = {
  describe({release, from, to, pods}) {
    const groups = sameId(from.aciResourceGroup, to.aciResourceGroup) ? '' : `its container groups in ${from.aciResourceGroup} and `
    const emptied = `When ${release} works there, vkctl deletes ${groups}the role assignments that it created for the earlier place.`
    return `Move ${release}: ${changesInWords(from, to)}. ${effectOnPods(pods, from, to)} ${emptied}`
  },

  /** Rejects with UserError if something is left. */
  async take(step, context) {
    const {host, session} = context
    if (!sameId(step.from.subscriptionId, host.azure.subscriptionId)) {
      throw new UserError(`The earlier place of ${step.release} is in another subscription: ${step.from.subscriptionId}.`)
    }
    const left = [...(await deleteEarlierGroups(step, context)), ...(await deleteEarlierAssignments(step, context))]
    if (left.length > 0) throw new UserError(`Left in the earlier place of ${step.release}: ${left.join(', ')}.`)
    await changeRecord(session, step, record => ({
      ...record,
      earlierPlaces: record.earlierPlaces.filter(place => !isSamePlace(place, step.from)),
    }))
  },
}
