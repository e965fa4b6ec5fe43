import {UsageError} from '../lib/errors.ts'
import {parseAssignments, type Assignment} from '../lib/helm/set-values.ts'

/** The values that `--set` and then `--set-string` assign. Throws UsageError for a text that is no KEY=VALUE of Helm. */
export function assignments(flags: {
  readonly set?: readonly string[] | undefined
  readonly 'set-string'?: readonly string[] | undefined
}): readonly Assignment[] {
  const of = (flag: 'set' | 'set-string') => (flags[flag] ?? []).flatMap(text => parsed(flag, text))
  return [...of('set'), ...of('set-string')]
}

function parsed(flag: 'set' | 'set-string', text: string): readonly Assignment[] {
  try {
    return parseAssignments(text, flag === 'set-string')
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause
    // The value may be a secret.
    throw new UsageError(`argument --${flag}: ${cause.message}`, {
      hints: [`Write it as helm does: --${flag} KEY=VALUE, for example --${flag} image.pullPolicy=Always`],
      cause,
    })
  }
}
