import {connectorRule} from '../../connector-values.ts'
import {refusedOf} from './refused.ts'

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
