import type {RemoveAdopted} from '../steps/remove-adopted.ts'
import type {StopAdopted} from '../steps/stop-adopted.ts'
import type {Wanted} from '../wanted.ts'
import {deploymentRef} from './adopted.ts'

/** What an adoption adds to an install: before the new connector starts, and when it works. */
export interface AdoptionSteps {
  readonly stop: readonly StopAdopted[]
  readonly removeOld: readonly RemoveAdopted[]
}

export function adoptionSteps({adopted}: Pick<Wanted, 'adopted'>): AdoptionSteps {
  if (adopted === undefined) return {stop: [], removeOld: []}
  const {nodeName, release, deployment} = adopted
  const ref = deploymentRef(adopted)
  return {
    stop: [{do: 'stop-adopted', ...ref, nodeName, replicas: deployment.spec?.replicas ?? 1}],
    removeOld: [{do: 'remove-adopted', release: release && {name: release.name, namespace: release.namespace}, deployment: ref}],
  }
}
