import type {KubeObject} from '../../../../src/lib/kubernetes/objects.ts'

export const namespace = 'drifting'

/** A small release: the kinds of objects that the chart has, with fields that the API server fills in. */
export const objects: readonly KubeObject[] = [
  object('apps/v1', 'Deployment', {
    spec: {
      selector: {matchLabels: {app: 'x'}},
      template: {
        metadata: {labels: {app: 'x'}},
        spec: {
          containers: [{name: 'main', image: 'image:1', args: ['--a', '--b'], env: [{name: 'ACI_REGION', value: 'eastus'}]}],
          tolerations: [{operator: 'Exists'}],
        },
      },
    },
  }),
  object('v1', 'ConfigMap', {data: {key: 'value'}}),
  object('v1', 'Secret', {data: {key: Buffer.from('value').toString('base64')}}),
  object('v1', 'ServiceAccount', {automountServiceAccountToken: false}),
  object('policy/v1', 'PodDisruptionBudget', {spec: {minAvailable: 1, selector: {matchLabels: {app: 'x'}}}}),
  object('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: {podSelector: {}, policyTypes: ['Ingress'], ingress: [{ports: [{protocol: 'TCP', port: 10250}]}]},
  }),
  object('rbac.authorization.k8s.io/v1', 'Role', {rules: [{apiGroups: [''], resources: ['pods'], verbs: ['get']}]}),
  object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
    roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'x'},
    subjects: [{kind: 'ServiceAccount', name: 'x', namespace}],
  }),
]

function object(apiVersion: string, kind: string, content: object): KubeObject {
  return {apiVersion, kind, metadata: {name: 'x', namespace}, ...content}
}
