import {connectorRule} from '../../connector-values.ts'
import {loggedLine} from '../../error-text.ts'
import {isReady} from '../../pod-state.ts'
import type {RuleText} from '../../rule.ts'

interface StartError extends Omit<RuleText, 'category'> {
  /** Of the line that the provider writes when it cannot start (azure-aci v1.6.4). */
  readonly pattern: RegExp
  readonly remedy: string
}

/** A rule about one line of the log. Only a connector that is not ready is asked: lines of one that came up are of long ago. */
export function startErrorRule({pattern, remedy, ...text}: StartError) {
  return connectorRule({
    ...text,
    category: 'connector',
    needs: ['pods', 'log'],
    check(_, {pods, log}) {
      if (pods.some(isReady)) return {verdict: 'ok', message: 'Its pod is ready'}
      const line = loggedLine(log, pattern)
      if (line === undefined) return {verdict: 'ok', message: 'Its log does not say so'}
      return {verdict: 'problem', message: `Its log says: ${line}`, remedy}
    },
  })
}
