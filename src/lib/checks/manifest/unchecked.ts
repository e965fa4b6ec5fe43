import type {Finding} from '../engine/finding.ts'

/** The check whose finding says that a workload is not checked. */
export const placementCheck = 'pod-placement'

/** Whether a finding says that its workload is not checked, because its pods are not for virtual nodes or cannot be found. */
export function isUnchecked({id, verdict}: Pick<Finding, 'id' | 'verdict'>): boolean {
  return id === placementCheck && verdict === 'skipped'
}
