import type {UserError} from '../../../src/lib/errors.ts'
import type {KubeObject, ObjectRef, SecretObject} from '../../../src/lib/kubernetes/objects.ts'

export const namespace = 'vk'
export const configMap = (name: string, value = '1'): KubeObject =>
  ({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name, namespace, labels: {app: 'x'}}, data: {value}}) as KubeObject
export const secret = (name: string, text: string): SecretObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {name, namespace, labels: {app: 'x'}},
  data: {text: Buffer.from(text).toString('base64')},
})
export const node = (name: string): KubeObject => ({apiVersion: 'v1', kind: 'Node', metadata: {name}})
export const refOf = ({apiVersion = 'v1', kind = '', metadata}: KubeObject): ObjectRef => ({
  apiVersion,
  kind,
  name: metadata.name,
  ...(metadata.namespace !== undefined && {namespace: metadata.namespace}),
})
export const names = (objects: readonly KubeObject[]) => objects.map(({kind, metadata}) => `${kind} ${metadata.name}`)
export const rejection = (promise: Promise<unknown>): Promise<UserError> =>
  promise.then(
    () => {
      throw new Error('It did not fail.')
    },
    (error: UserError) => error,
  )

/** May read ConfigMaps everywhere, and nothing else. */
export const readerRights = [
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: {name: 'reader'},
    rules: [{apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list']}],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: {name: 'reader'},
    roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'reader'},
    subjects: [{apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'reader'}],
  },
] as const
