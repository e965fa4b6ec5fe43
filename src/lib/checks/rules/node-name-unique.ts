import type {ConnectorFacts} from '../connector-facts.ts'
import type {Rule} from '../finding.ts'

export const nodeNameUnique: Rule<ConnectorFacts> = {
  id: 'node-name-unique',
  title: 'No other connector registers the same node',
  check({deployments, rivals, nodeName, release: target}) {
    if (!deployments.known) return {verdict: 'unknown', message: deployments.reason, remedy: '', target}
    if (rivals.length === 0) return {verdict: 'ok', message: `Only it registers ${nodeName}`, remedy: '', target}
    return {
      verdict: 'problem',
      message: `${rivals.join(', ')} registers ${nodeName} too; they delete each other's container groups.`,
      remedy: 'Remove one of them.',
      target,
    }
  },
}
