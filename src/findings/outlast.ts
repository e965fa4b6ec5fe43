import {clusterRules} from '../lib/checks/catalogue.ts'
import {unknown} from '../lib/checks/engine/fact.ts'
import {judge} from '../lib/checks/engine/judge.ts'
import type {Validation} from '../lib/connector/validation/validate.ts'
import {exitCodes, UserError} from '../lib/errors.ts'
import type {CommandTarget} from '../lib/printed-commands/command-target.ts'
import {printedRemedy} from '../lib/printed-commands/printed-lines.ts'
import {ClusterError} from '../lib/kubernetes/cluster-errors.ts'

export interface Round {
  /** Runs all checks once. */
  readonly check: () => Promise<Validation>
  /** Name of the cluster. */
  readonly cluster: string
  /** What says which cluster the commands of remedies are about. */
  readonly target: CommandTarget
  readonly signal: AbortSignal
  readonly now: () => Date
}

/** Like `check`, but continues while the API server or Azure cannot be reached: all findings are unknown then. */
export function outlasting({check, cluster, target, signal, now}: Round): () => Promise<Validation> {
  let seen: Validation | undefined
  return async () => {
    try {
      seen = await check()
      return seen
    } catch (error) {
      signal.throwIfAborted()
      if (!mayPass(error, seen)) throw error
      return outOfSight(error, target, seen ?? nothingSeen({cluster, target, now: now(), error}))
    }
  }
}

/**
 * Whether an error may be temporary. After one successful round, every error may be, except a clear answer (not found, not allowed). In the
 * first round only errors of the API server may be: any other is more likely a mistake, such as a missing tool.
 */
function mayPass(error: unknown, seen: Validation | undefined): error is UserError {
  if (!(error instanceof UserError)) return false
  const isUnclear = error.exitCode === exitCodes.failed || error.exitCode === exitCodes.timedOut
  return isUnclear && (seen !== undefined || error instanceof ClusterError)
}

function nothingSeen({
  cluster,
  target,
  now,
  error,
}: Pick<Round, 'cluster' | 'target'> & {readonly now: Date; readonly error: UserError}): Validation {
  const facts = clusterRules.flatMap(({needs, uses = []}) => [...needs, ...uses]).map(name => [name, unknown(error.message, error)])
  return {ok: false, findings: judge(clusterRules, {target: cluster, now}, Object.fromEntries(facts), {target}), connectors: []}
}

function outOfSight({message, hints, request}: UserError, target: CommandTarget, {findings, connectors}: Validation): Validation {
  const printed = printedRemedy(hints, target)
  return {
    ok: false,
    findings: findings.map(({because: _, commands: __, snippets: ___, request: ____, ...finding}) => ({
      ...finding,
      verdict: 'unknown',
      message,
      ...printed,
      ...(request !== undefined && {request}),
    })),
    connectors: connectors.map(row => ({...row, status: 'Unknown'})),
  }
}
