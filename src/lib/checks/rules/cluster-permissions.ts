import {whenChanged} from '../facts/drift.ts'
import {connectorRule, type AccessReview} from '../facts/connector-values.ts'
import {installAgain} from '../wording/install-again.ts'

/** The permissions that are not granted, as in `list secrets, update leases in kube-node-lease`; empty if all are granted. */
export function refusedOf(reviews: readonly AccessReview[]): string {
  return reviews
    .filter(({allowed}) => !allowed)
    .map(({verb, resource, namespace}) => `${verb} ${resource}${namespace === undefined ? '' : ` in ${namespace}`}`)
    .join(', ')
}

export const rightsGranted = connectorRule({
  id: 'rights-granted',
  explainedBy: [whenChanged(['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding', 'ServiceAccount'])],
  category: 'connector',
  title: "The connector's service account has its permissions",
  page: {
    symptom:
      'The log of the connector contains `forbidden` and `cannot list`. Pods stay `Pending` on the node, or the node does not appear.',
    cause: 'A role or its binding was changed or deleted, or the chart was installed without them (`rbac.create`, `rbac.install`).',
    fix: 'Run `vkctl install-connector` again with the same arguments, as a cluster administrator. It restores the roles.',
  },
  needs: ['accessReviews'],
  check(connector, {accessReviews}) {
    if (accessReviews.length === 0) return {verdict: 'skipped', message: 'The connector has no Deployment'}
    const refused = refusedOf(accessReviews)
    if (refused === '') return {verdict: 'ok', message: 'All permissions are granted'}
    return {
      verdict: 'problem',
      message: `The service account of the connector lacks permission to ${refused}.`,
      remedy: ['Run as a cluster administrator:', installAgain(connector)],
    }
  },
})

export const installerRights = connectorRule({
  id: 'installer-rights',
  category: 'connector',
  title: 'You can create the Kubernetes objects of a connector',
  page: {
    symptom: 'An installation is refused before anything changes, or Helm fails with `forbidden`.',
    cause:
      'You, or the identity that runs `vkctl`, can use the cluster but cannot create all objects. Only cluster administrators can create cluster roles, for example.',
    fix: 'Ask a cluster administrator to run the installation or to bind you to `cluster-admin` (with Azure RBAC: the role `Azure Kubernetes Service RBAC Cluster Admin`). If local accounts are enabled, you can use `--admin`.',
  },
  needs: ['installerReviews'],
  preflight: true,
  check(_, {installerReviews}) {
    if (installerReviews.length === 0) return {verdict: 'skipped', message: 'Nothing new is created, or Tiller creates it'}
    const refused = refusedOf(installerReviews)
    if (refused === '') return {verdict: 'ok', message: 'All permissions are granted'}
    return {
      verdict: 'problem',
      message: `You lack permission to ${refused}.`,
      remedy:
        'Ask a cluster administrator for the role cluster-admin, or add --admin to use the local administrator account of the cluster.',
    }
  },
})
