import {clusterRules} from '../lib/checks/catalogue.ts'
import {unknown} from '../lib/checks/engine/fact.ts'
import {judge} from '../lib/checks/engine/judge.ts'
import type {Validation} from '../lib/connector/validation/validate.ts'
import {exitCodes, UserError} from '../lib/errors.ts'
import {KubectlFailed} from '../lib/kubernetes/kubectl-errors.ts'

export interface Round {
  readonly look: () => Promise<Validation>
  /** Name of the cluster. */
  readonly cluster: string
  readonly signal: AbortSignal
  readonly now: () => Date
}

/** Rounds that outlast an API server or an Azure that is away for a while: then all that was looked at is unknown. */
export function outlasting({look, cluster, signal, now}: Round): () => Promise<Validation> {
  let seen: Validation | undefined
  return async () => {
    try {
      seen = await look()
      return seen
    } catch (error) {
      signal.throwIfAborted()
      if (!mayPass(error, seen)) throw error
      return outOfSight(error, seen ?? nothingSeen(cluster, now(), error))
    }
  }
}

/**
 * What has worked once fails for something that may pass, unless it is a clear answer (not found, not allowed). Before that only the API server
 * is waited for: the rest is more likely a mistake, such as a missing tool.
 */
function mayPass(error: unknown, seen: Validation | undefined): error is UserError {
  if (!(error instanceof UserError)) return false
  const isUnclear = error.exitCode === exitCodes.failed || error.exitCode === exitCodes.timedOut
  return isUnclear && (seen !== undefined || error instanceof KubectlFailed)
}

function nothingSeen(cluster: string, now: Date, error: UserError): Validation {
  const facts = clusterRules.flatMap(({needs}) => needs).map(name => [name, unknown(error.message, error)])
  return {ok: false, findings: judge(clusterRules, {target: cluster, now}, Object.fromEntries(facts)), connectors: []}
}

function outOfSight({message, hints}: UserError, {findings, connectors}: Validation): Validation {
  return {
    ok: false,
    findings: findings.map(finding => ({...finding, verdict: 'unknown', message, remedy: hints.join('\n')})),
    connectors: connectors.map(row => ({...row, status: 'Unknown'})),
  }
}
