import {connectorRule} from '../../connector-values.ts'

export const releaseDeployed = connectorRule({
  id: 'release-deployed',
  category: 'connector',
  title: 'Its Helm release is deployed',
  page: {
    symptom: 'helm list shows the release as failed or pending-…, or does not show it.',
    cause: 'Helm was interrupted or could not apply an object, or somebody uninstalled the release and left the rest.',
    fix: 'Run install-connector with the same arguments again: it brings a stuck release back and finishes the work.',
  },
  needs: ['helm'],
  check({target}, {helm}) {
    if (helm === undefined) {
      return {
        verdict: 'problem',
        message: `There is no Helm release ${target}.`,
        remedy: 'Run install-connector with the same arguments again, or remove-connector to clean up.',
      }
    }
    const {status, revision} = helm
    if (status === 'deployed') return {verdict: 'ok', message: `Revision ${revision} is deployed`}
    return {
      verdict: 'problem',
      message: `Revision ${revision} is ${status}.`,
      remedy: 'Run install-connector with the same arguments again; it mends the release.',
    }
  },
})
