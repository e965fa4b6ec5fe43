import {connectorRule} from '../../connector-values.ts'
import {refusedOf} from './refused.ts'

export const rightsGranted = connectorRule({
  id: 'rights-granted',
  category: 'connector',
  title: 'Its service account has the rights that it needs',
  page: {
    symptom:
      'The log of the connector has lines with forbidden and cannot list; pods stay Pending on the node, or the node does not appear.',
    cause: 'A role or its binding was changed or deleted, or the chart was installed without them (rbac.create, rbac.install).',
    fix: 'Run install-connector with the same arguments again, as somebody who is cluster administrator: it puts the roles back.',
  },
  needs: ['accessReviews'],
  check(_, {accessReviews}) {
    if (accessReviews.length === 0) return {verdict: 'skipped', message: 'It has no Deployment'}
    const refused = refusedOf(accessReviews)
    if (refused === '') return {verdict: 'ok', message: `All ${accessReviews.length} are granted`}
    return {
      verdict: 'problem',
      message: `Its service account may not ${refused}.`,
      remedy: 'Run install-connector with the same arguments again; it puts the roles back.',
    }
  },
})
