import {named, type KubeObject, type ObjectRef} from '../../kubernetes/objects.ts'

/** Where the API server publishes the CA that signs its client certificates. */
export const clientCaRef: ObjectRef = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name: 'extension-apiserver-authentication',
  namespace: 'kube-system',
}

/** PEM; undefined where the cluster publishes none. */
export function clientCaOf(objects: readonly KubeObject[]): string | undefined {
  return named(objects, 'ConfigMap', clientCaRef.name)?.data?.['client-ca-file']
}
