import type {ConnectorFacts} from '../connector-facts.ts'
import type {Rule} from '../finding.ts'

export const releaseDeployed: Rule<ConnectorFacts> = {
  id: 'release-deployed',
  title: 'Its Helm release is deployed',
  check({helm, release: target}) {
    if (!helm.known) return {verdict: 'unknown', message: helm.reason, remedy: '', target}
    if (helm.value === undefined) {
      return {
        verdict: 'problem',
        message: `There is no Helm release ${target}.`,
        remedy: 'Run install-connector with the same arguments again, or remove-connector to clean up.',
        target,
      }
    }
    const {status, revision} = helm.value
    if (status === 'deployed') return {verdict: 'ok', message: `Revision ${revision} is deployed`, remedy: '', target}
    return {
      verdict: 'problem',
      message: `Revision ${revision} is ${status}.`,
      remedy: 'Run install-connector with the same arguments again; it mends the release.',
      target,
    }
  },
}
