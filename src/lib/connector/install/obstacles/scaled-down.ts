import {kubectl} from '../../../printed-commands/printed-command.ts'
import {changedByInWords, isScaledDown, type ChangedBy} from '../../../checks/facts/drift.ts'
import {exitCodes, UserError} from '../../../errors.ts'
import type {Wanted} from '../wanted.ts'

/** A connector that somebody stopped on purpose, by scaling its Deployment to nothing. */
export interface ScaledDown {
  readonly release: string
  readonly nodeName: string
  readonly namespace: string
  readonly deployment: string
  readonly expected: number
  readonly by: ChangedBy | undefined
}

/** Undefined if nobody stopped the connector. */
export function scaledDownOf({record: {release, nodeName}, compared}: Pick<Wanted, 'record' | 'compared'>): ScaledDown | undefined {
  for (const {drift} of compared) {
    if (!isScaledDown(drift)) continue
    const {name: deployment, namespace = 'default', differences} = drift
    const replicas = differences.find(({path}) => path === 'spec.replicas')
    if (typeof replicas?.expected !== 'number') continue
    return {release, nodeName, namespace, deployment, expected: replicas.expected, by: replicas.by[0]}
  }
  return undefined
}

export function scaledDownInWords({deployment, namespace, nodeName, by}: ScaledDown): string {
  return `Somebody scaled the Deployment ${namespace}/${deployment} to 0${changedByInWords(by)}. The connector does not run, so no pod starts on the node ${nodeName}, and after some minutes Kubernetes evicts those that run there.`
}

/** The error of a connector that vkctl leaves as it is because nobody agreed to start it again. */
export function leftStopped(found: ScaledDown): UserError {
  const {deployment, namespace, expected} = found
  return new UserError(`${scaledDownInWords(found)} vkctl changed nothing of it.`, {
    exitCode: exitCodes.checksFailed,
    hints: [
      'Run the same command again with --yes, or:',
      kubectl`scale deployment ${deployment} --namespace ${namespace} --replicas=${String(expected)}`,
    ],
  })
}
