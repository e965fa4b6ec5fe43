import type {Cases} from '../case.ts'

export const clusterPermissionsCases: Cases = {
  'rights-granted': {
    fires: [
      {
        name: 'some are missing',
        facts: {
          accessReviews: [
            {verb: 'list', resource: 'secrets', namespace: undefined, allowed: false},
            {verb: 'list', resource: 'pods', namespace: undefined, allowed: true},
            {verb: 'update', resource: 'leases.coordination.k8s.io', namespace: 'kube-node-lease', allowed: false},
          ],
        },
        message: /lacks permission to list secrets, update leases\.coordination\.k8s\.io in kube-node-lease\.$/,
      },
    ],
    quiet: [
      {name: 'all are granted', message: /All permissions are granted/},
      {name: 'it has no service account to ask about', facts: {accessReviews: []}, verdict: 'skipped', message: /no Deployment/},
    ],
  },
  'installer-rights': {
    fires: [
      {
        name: 'cluster roles may not be made',
        facts: {
          installerReviews: [
            {verb: 'create', resource: 'secrets', namespace: 'vk', allowed: true},
            {verb: 'create', resource: 'clusterroles.rbac.authorization.k8s.io', namespace: undefined, allowed: false},
            {verb: 'create', resource: 'roles.rbac.authorization.k8s.io', namespace: 'kube-node-lease', allowed: false},
          ],
        },
        message:
          /^You lack permission to create clusterroles\.rbac\.authorization\.k8s\.io, create roles\.rbac\.authorization\.k8s\.io in kube-node-lease\.$/,
        remedy: /--admin/,
      },
    ],
    quiet: [
      {name: 'all is granted', facts: {}, message: /All permissions are granted/},
      {name: 'nothing new is made', facts: {installerReviews: []}, verdict: 'skipped', message: /Nothing new/},
    ],
  },
}
