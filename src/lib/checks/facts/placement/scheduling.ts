import type {Condition, PodObject} from '../../../kubernetes/objects.ts'

/** What kube-scheduler says about a pod that has no node; undefined if it has said nothing. */
export function refusalOfScheduler({status}: PodObject): Condition | undefined {
  return status?.conditions?.find(({type, status: value}) => type === 'PodScheduled' && value === 'False')
}

/** The scheduler of pods that name no other. */
export const defaultScheduler = 'default-scheduler'
