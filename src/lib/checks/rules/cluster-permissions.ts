import {connectorRule, type AccessReview} from '../facts/connector-values.ts'

/** The rights that are not granted, as a list for people; empty when all are. */
export function refusedOf(reviews: readonly AccessReview[]): string {
  return reviews
    .filter(({allowed}) => !allowed)
    .map(({verb, resource, namespace}) => `${verb} ${resource}${namespace === undefined ? '' : ` in ${namespace}`}`)
    .join(', ')
}

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

export const installerRights = connectorRule({
  id: 'installer-rights',
  category: 'connector',
  title: 'Whoever runs vkctl may make what the connector consists of',
  page: {
    symptom: 'An install is refused before anything is changed, or helm ends with forbidden.',
    cause:
      'You, or the identity that runs vkctl, may use the cluster but not make all of it: cluster roles, for one, are for cluster administrators only.',
    fix: 'Have an administrator of the cluster run the install or bind you to cluster-admin (with Azure RBAC: the role Azure Kubernetes Service RBAC Cluster Admin), or use --admin where local accounts are on.',
  },
  needs: ['installerReviews'],
  preflight: true,
  check(_, {installerReviews}) {
    if (installerReviews.length === 0) return {verdict: 'skipped', message: 'Nothing new is made, or Tiller makes it'}
    const refused = refusedOf(installerReviews)
    if (refused === '') return {verdict: 'ok', message: `All ${installerReviews.length} are granted`}
    return {
      verdict: 'problem',
      message: `Whoever runs vkctl may not ${refused}.`,
      remedy: 'Ask an administrator of the cluster for cluster-admin, or use --admin.',
    }
  },
})
